package import ArgumentParser
package import Raster

/// The option of every command that takes pictures from outside.
package struct AcceptOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The formats that are read, of jpeg, png, webp, heic and pdf.",
            discussion: "Otherwise BACAKTP_ACCEPT, or all of them. The first page of a PDF that shows a KTP is read.",
            valueName: "list"))
    package var accept: String?

    package init() {}

    /// The formats that are read.
    ///
    /// - Throws: ``CommandFailure`` for a name that is none.
    package func formats(in surroundings: Surroundings) throws -> Set<ImageFormat> {
        guard let list = accept ?? surroundings.variable("BACAKTP_ACCEPT") else { return Set(ImageFormat.allCases) }
        let names = list.lowercased().split(separator: ",").map { $0.filter { $0 != " " } }
        let formats = names.compactMap(ImageFormat.init(rawValue:))
        guard formats.count == names.count, !formats.isEmpty else {
            let known = ImageFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure(
                .usage,
                "\(accept == nil ? "BACAKTP_ACCEPT" : "--accept"): \"\(list)\" cannot be used; expected some of \(known)"
            )
        }
        return Set(formats)
    }
}
