import HTTPTypes
import Hummingbird

/// The routes of the server, and what to answer where there is none.
struct RouteTable: Sendable {
    /// One method of one path.
    struct Route: Sendable {
        var method: HTTPRequest.Method
        /// The path with `{name}` for segments that vary, such as `/v1/nik/{nik}`.
        var template: String
        /// What a key must allow; nil for routes that are open to all.
        var scope: APIKeys.Scope?
        var respond: @Sendable (Request, ServerContext) async throws -> Response
    }

    var routes: [Route]

    /// The router that tries the routes and throws ``APIError`` where none fits.
    func responder(_ doorkeeper: Doorkeeper) -> RouterResponder<ServerContext> {
        let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: MissingRoute(routes: self))
        for route in routes {
            router.on(RouterPath(route.template), method: route.method) { request, context in
                if let scope = route.scope { try doorkeeper.admit(request.headers, for: scope) }
                return try await route.respond(request, context)
            }
        }
        return router.buildResponder()
    }

    /// The template of a path and the methods that it answers; nil when no route has this path.
    func match(_ path: String) -> (template: String, methods: [HTTPRequest.Method])? {
        let segments = path.split(separator: "/")
        let matching = routes.filter { Self.matches($0.template, segments) }
        guard let template = matching.first?.template else { return nil }
        var methods = Set(matching.map(\.method))
        if methods.contains(.get) { methods.insert(.head) }
        return (template, Array(methods))
    }

    private static func matches(_ template: String, _ segments: [Substring]) -> Bool {
        let expected = template.split(separator: "/")
        return expected.count == segments.count && zip(expected, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    /// Answers 405 where the path has other methods, and 404 elsewhere.
    private struct MissingRoute: RouterMiddleware {
        let routes: RouteTable

        func handle(
            _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
        ) async throws -> Response {
            do {
                return try await next(request, context)
            } catch let error as HTTPError where error.status == .notFound {
                let match = routes.match(request.uri.path)
                context.coreContext.endpointPath.value = match?.template
                guard let match else { throw APIError.notFound }
                throw APIError.methodNotAllowed(match.methods)
            }
        }
    }
}
