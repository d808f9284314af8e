import HTTPTypes
import Hummingbird
import KTPReading

/// `POST /v1/ktp`: one card (contract, sections 2 and 5).
struct ReadingEndpoint: Sendable {
    let intake: Intake
    let pictures: PictureReader

    /// Answers a request.
    func respond(to request: Request, _ context: ServerContext) async throws -> Response {
        let query = try ReadingQuery(request)
        let lease = pictures.lease()
        let received = try await intake.receive(request, context, lease: lease)
        let reading = try await pictures.read(received.picture, options: query.options, lease: lease)
        return .json(query.answer(reading, id: context.id))
    }
}

extension ReadingQuery {
    /// As much of a reading as was asked for.
    func answer(_ reading: CardReading, id: String) -> JSONValue {
        let shown = reading.limited(to: fields).masked(mask)
        var members = shown.summary(id: id, of: fields)
        if hasDetails { members += shown.details(of: fields) }
        if !pictures.isEmpty { members.append(("pictures", reading.picturesJSON(of: pictures))) }
        return .object(members)
    }
}

extension CardReading {
    /// The reading without the checks that tell of other fields than those.
    fileprivate func limited(to asked: Set<FieldKey>?) -> CardReading {
        guard let asked else { return self }
        var copy = self
        copy.checks = checks.filter { check in
            let keys: Set<FieldKey> =
                switch check.code {
                case "nik.birth_date": [.nik, .birthDate]
                case "nik.sex": [.nik, .sex]
                case "photo.ground": [.birthDate]
                case "valid_until.in_force": [.validUntil]
                default: [.nik]
                }
            return keys.isSubset(of: asked)
        }
        return copy
    }
}
