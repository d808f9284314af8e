import HTTPTypes
import Hummingbird
import KTPReading

/// `POST /v1/ktp/compare`: a card beside what a person typed.
struct ComparisonEndpoint: Sendable {
    let intake: Intake
    let pictures: PictureReader

    /// Answers a request.
    func respond(to request: Request, _ context: ServerContext) async throws -> Response {
        let type = request.headers[.contentType].flatMap { HeaderValue($0) }
        if BodyLimits.Kind(of: type) == .picture { throw APIError.unsupportedBody }
        let lease = pictures.lease()
        let received = try await intake.receive(request, context, lease: lease)
        let typed = try Self.typed(in: received)
        guard !typed.isEmpty else {
            throw APIError.badRequest(
                "Nothing to compare: send at least one field, such as nik or nama.",
                id: "Tidak ada yang dibandingkan: kirim sedikitnya satu isian, misalnya nik atau nama.")
        }
        let reading = try await pictures.read(received.picture, lease: lease)
        return .json(FieldComparison.json(of: typed, with: reading, id: context.id))
    }

    /// The typed values: a form's other parts, or the member `typed` of a JSON body.
    private static func typed(in received: Intake.Received) throws(APIError) -> [FieldKey: String] {
        var typed: [FieldKey: String] = [:]
        if let json = received.json {
            guard case .object(let members)? = json["typed"] ?? .object([]) else { throw bad }
            for (name, value) in members {
                if name == "alamat", case .object(let parts) = value {
                    for part in parts { try add("alamat." + part.key, part.value.text, to: &typed) }
                } else {
                    try add(name, value.text, to: &typed)
                }
            }
        }
        for part in received.parts {
            try add(part.name, String(validating: part.content, as: UTF8.self), to: &typed)
        }
        return typed
    }

    private static func add(_ name: String, _ text: String?, to typed: inout [FieldKey: String]) throws(APIError) {
        guard let key = FieldKey(rawValue: name), let text, typed.updateValue(text, forKey: key) == nil else {
            throw bad
        }
    }

    private static let bad = APIError.badRequest(
        "Typed fields must be texts under keys such as nik, nama or alamat.kecamatan, each once.",
        id: "Isian harus berupa teks dengan kunci seperti nik, nama, atau alamat.kecamatan, masing-masing sekali.")
}
