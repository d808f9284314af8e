import HTTPTypes
import Hummingbird
import KTPReading
import Logging
import NIOCore

/// Everything around a route: the deadline, the answer to errors, the request's id and its line in the log.
struct RequestPipeline: HTTPResponder {
    let routes: RouterResponder<ServerContext>
    let readings: ReadingPool
    let timeout: Duration
    let logger: Logger

    /// Answers a request; never throws.
    func respond(to request: Request, context: ServerContext) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        var response: Response
        do {
            response = try await respondInTime(to: request, context)
        } catch {
            response = answer(to: error, context)
        }
        response.headers[.requestID] = context.id
        // The length stays, the body must not follow.
        if request.method == .head { response = response.createHeadResponse() }
        log(request, response, context, after: clock.now - start)
        return response
    }

    private func respondInTime(to request: Request, _ context: ServerContext) async throws -> Response {
        try await withThrowingTaskGroup(of: Response.self) { group in
            group.addTask { try await routes.respond(to: request, context: context) }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw context.isReadingBody.value ? APIError.bodyTimeout : APIError.readingTimeout
            }
            defer { group.cancelAll() }
            guard let response = try await group.next() else { throw CancellationError() }
            return response
        }
    }

    private func answer(to error: any Error, _ context: ServerContext) -> Response {
        let answer = APIError(error, retryAfter: retryAfter)
        if let cause = answer.cause {
            logger.error(
                "internal error",
                metadata: ["request_id": "\(context.id)", "cause": "\(APIError.loggable(cause))"])
        }
        return answer.response(id: context.id)
    }

    /// Whole seconds after which a refused client should try again, at least 1.
    private var retryAfter: Int { max(1, Int((readings.expectedWait / .seconds(1)).rounded(.up))) }

    /// One line a request, of words that we chose: nothing in it comes from the client.
    private func log(_ request: Request, _ response: Response, _ context: ServerContext, after time: Duration) {
        let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        logger.info(
            "request",
            metadata: [
                "method": "\(known.contains(request.method) ? request.method.rawValue : "other")",
                "route": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)",
                "ms": "\(time.milliseconds)",
                "request_id": "\(context.id)",
            ])
    }
}
