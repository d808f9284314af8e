import HTTPTypes
import Hummingbird
import KTPReading
import Logging
import NIOCore

/// Everything around a route: the deadlines, the answer to errors, the request's id, its line in the log and its count.
struct RequestPipeline: HTTPResponder {
    let routes: RouterResponder<ServerContext>
    let readings: ReadingPool
    let timeout: Duration
    let pace: BodyPace
    let readiness: Readiness
    let metrics: ServerMetrics
    let logger: Logger

    /// Answers a request; never throws.
    func respond(to request: Request, context: ServerContext) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        var response: Response
        do {
            response = try await respondInTime(to: request, context)
        } catch {
            response = answer(to: error, request, context)
        }
        response.headers[.requestID] = context.id
        if readiness.state == .draining { response.headers[.connection] = "close" }
        // The length stays, the body must not follow.
        if request.method == .head { response = response.createHeadResponse() }
        note(request, response, context, after: clock.now - start)
        return response
    }

    private func respondInTime(to request: Request, _ context: ServerContext) async throws -> Response {
        try await withThrowingTaskGroup(of: Response.self) { group in
            group.addTask { try await routes.respond(to: request, context: context) }
            group.addTask {
                throw try await deadline(context.arrival)
            }
            defer { group.cancelAll() }
            guard let response = try await group.next() else { throw CancellationError() }
            return response
        }
    }

    /// What to answer once the body has come too slowly or all of it has taken too long.
    private func deadline(_ arrival: ServerContext.Arrival) async throws -> APIError {
        let start = ContinuousClock.now
        while true {
            let passed = ContinuousClock.now - start
            if arrival.isUnderWay, pace.isTooSlow(arrival.count, after: passed) { return .bodyTimeout }
            if passed >= timeout { return arrival.isUnderWay ? .bodyTimeout : .readingTimeout }
            try await Task.sleep(for: min(.milliseconds(250), timeout - passed))
        }
    }

    private func answer(to error: any Error, _ request: Request, _ context: ServerContext) -> Response {
        let answer = APIError(error, retryAfter: retryAfter)
        metrics.count(refusal: answer.code)
        if let cause = answer.cause {
            logger.error(
                "internal error",
                metadata: ["request_id": "\(context.id)", "cause": "\(APIError.loggable(cause))"])
        }
        return ErrorForm(path: request.uri.path).response(to: answer, id: context.id)
    }

    /// Whole seconds after which a refused client should try again, at least 1.
    private var retryAfter: Int { max(1, Int((readings.expectedWait / .seconds(1)).rounded(.up))) }

    /// One line a request, of words that we chose: nothing in it comes from the client.
    private func note(_ request: Request, _ response: Response, _ context: ServerContext, after time: Duration) {
        let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        let method = known.contains(request.method) ? request.method.rawValue : "other"
        let route = context.endpointPath ?? "none"
        metrics.count(route: route, method: method, status: response.status.code, after: time)
        logger.info(
            "request",
            metadata: [
                "method": "\(method)", "route": "\(route)", "status": "\(response.status.code)",
                "ms": "\(time.milliseconds)", "request_id": "\(context.id)",
            ])
    }
}
