package import Testing

extension Tag {
    /// Tests that run the real networks.
    @Tag package static var models: Self
}
