import CZip
import Gazetteer
import Inference
import KTPReading
import Raster

/// One thing that has to be right before cards can be read.
package struct DoctorCheck: Sendable, Equatable {
    /// How it came out.
    package enum Result: String, Sendable { case ok, fail, skipped }
    /// What was looked at.
    package let name: String
    /// How it came out.
    package let result: Result
    /// What was found.
    package let detail: String
    /// What helps; nil when nothing is needed.
    package let advice: String?

    package init(_ name: String, _ result: Result, _ detail: String, advice: String? = nil) {
        self.name = name
        self.result = result
        self.detail = detail
        self.advice = advice
    }
}

/// Looks at everything that reading cards needs.
struct Doctor {
    /// Provinces, regencies and cities, districts, villages of Kepmendagri 300.2.2-2430 of 2025.
    static let regionCounts = [38, 514, 7_285, 83_762]
    private static let roles = ["card locator", "corner finder", "line finder", "detector", "recognizer"]
    private static let setUpAdvice = "run `make setup`"

    let options: ReaderOptions
    let surroundings: Surroundings

    /// All checks in the order in which one needs the other.
    func examine() -> [DoctorCheck] {
        var checks = [libraries]
        do {
            let folder = try options.resources.folder(in: surroundings)
            checks.append(DoctorCheck("resources", .ok, folder))
            checks += networks(in: folder + "/models")
            checks.append(regions(in: folder + "/gazetteer"))
            checks.append(cache)
            checks.append(sampleCard(resources: folder))
        } catch {
            let advice = "run `make setup`, or name the folder with --resources or BACAKTP_RESOURCES"
            checks.append(DoctorCheck("resources", .fail, Self.message(error), advice: advice))
            let names = Self.roles.map { "network \($0)" } + ["regions", "sample card"]
            checks += names.map { DoctorCheck($0, .skipped, "needs the resources") }
        }
        return checks
    }

    private var libraries: DoctorCheck {
        let missing = ImageFormat.allCases.filter { !$0.isAvailable }.map(\.name)
        let found = ImageFormat.allCases.filter(\.isAvailable).map(\.name).joined(separator: ", ")
        return DoctorCheck(
            "libraries", .ok, "libzip \(String(cString: zip_libzip_version())); reads \(found)",
            advice: missing.isEmpty ? nil : "\(missing.joined(separator: ", ")): " + Self.setUpAdvice)
    }

    /// Each network's file against the digest in the manifest.
    private func networks(in folder: String) -> [DoctorCheck] {
        do {
            let manifest = try ModelManifest(directory: folder)
            return [
                ("card locator", manifest.cardLocator), ("corner finder", manifest.cornerFinder),
                ("line finder", manifest.lineFinder),
                ("detector", manifest.detector),
            ].map { Self.network($0.0, $0.1, in: folder) }
                + manifest.recognizers.map { Self.network("recognizer", $0, in: folder) }
        } catch {
            return Self.roles.map {
                DoctorCheck("network \($0)", .fail, Self.message(error), advice: Self.setUpAdvice)
            }
        }
    }

    private static func network(_ role: String, _ model: ModelManifest.Model, in folder: String) -> DoctorCheck {
        do {
            _ = try ModelFile(model, in: folder)
            return DoctorCheck("network \(role)", .ok, model.identifier)
        } catch {
            return DoctorCheck("network \(role)", .fail, message(error), advice: setUpAdvice)
        }
    }

    private func regions(in folder: String) -> DoctorCheck {
        do {
            let gazetteer = try Gazetteer(directory: folder)
            try gazetteer.loadVillages()
            let counts = Region.Level.allCases.map { gazetteer.count(of: $0) }
            let detail = counts.map(String.init).joined(separator: " / ")
            guard counts == Self.regionCounts else {
                let expected = Self.regionCounts.map(String.init).joined(separator: " / ")
                return DoctorCheck(
                    "regions", .fail, "\(detail) instead of \(expected)", advice: Self.setUpAdvice)
            }
            return DoctorCheck("regions", .ok, detail)
        } catch {
            return DoctorCheck("regions", .fail, Self.message(error), advice: Self.setUpAdvice)
        }
    }

    /// A cache is no condition; without one the start takes longer.
    private var cache: DoctorCheck {
        guard let folder = Resources.cache(option: options.cache, in: surroundings) else {
            let advice = "name a folder that can be written with --cache or BACAKTP_CACHE for a faster start"
            return DoctorCheck("cache", .ok, "none", advice: advice)
        }
        return DoctorCheck("cache", .ok, folder)
    }

    private func sampleCard(resources: String) -> DoctorCheck {
        let name = "sample card"
        guard let path = Resources.sampleCard(resources: resources, in: surroundings) else {
            return DoctorCheck(name, .fail, "no ktp_sample.jpg found", advice: Self.setUpAdvice)
        }
        do {
            let read = try options.makeReader(jobs: 1, threads: surroundings.cores, in: surroundings)
            let record = PictureRecord(reading: PictureSource(path: path), with: read)
            let reading = try record.outcome.get()
            let filled = FieldKey.allCases.count { reading[$0] != nil }
            let detail = "\(filled) of \(FieldKey.allCases.count) fields, \(reading.status.rawValue)"
            guard reading[.nik] != nil, reading.status != .reject else {
                return DoctorCheck(name, .fail, detail, advice: "the networks may be damaged; " + Self.setUpAdvice)
            }
            let milliseconds = Int(record.elapsed.milliseconds.rounded())
            return DoctorCheck(name, .ok, detail + ", \(milliseconds) ms")
        } catch {
            return DoctorCheck(name, .fail, Self.message(error), advice: Self.setUpAdvice)
        }
    }

    private static func message(_ error: any Error) -> String {
        CommandFailure(error)?.message ?? PictureFailure(error).message
    }
}
