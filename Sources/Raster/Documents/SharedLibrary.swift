import CDocuments

/// A library that is looked for when the program runs: in the places that the program was linked to search, then in
/// the system's.
struct SharedLibrary {
    private let handle: UnsafeMutableRawPointer

    /// Loads a library for good; nil when it is not there.
    init?(_ name: String) {
        guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
        self.handle = handle
    }

    /// A function, taken to be of the type that is asked for; nil when the library has none of that name.
    func callAsFunction<Function>(_ name: String, as type: Function.Type = Function.self) -> Function? {
        dlsym(handle, name).map { unsafeBitCast($0, to: Function.self) }
    }
}
