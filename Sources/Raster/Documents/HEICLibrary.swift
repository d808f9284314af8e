import CDocuments

/// libheif, as far as we use it; unlike pdfium it may be called from several threads.
struct HEICLibrary: Sendable {
    /// Loaded when the first HEIC comes; nil where it is not installed.
    static let shared = HEICLibrary()

    let makeContext: heic_make_context
    let freeContext: heic_release
    let limitSide: heic_limit_side
    let read: heic_read
    let primaryImage: heic_primary
    let releaseHandle: heic_release
    let width: heic_length
    let height: heic_length
    let decode: heic_decode
    let releaseImage: heic_release
    let decodedWidth: heic_plane_length
    let decodedHeight: heic_plane_length
    let plane: heic_plane

    private init?() {
        guard let library = SharedLibrary("libheif.so.1"),
            let makeContext: heic_make_context = library("heif_context_alloc"),
            let freeContext: heic_release = library("heif_context_free"),
            let limitSide: heic_limit_side = library("heif_context_set_maximum_image_size_limit"),
            let read: heic_read = library("heif_context_read_from_memory_without_copy"),
            let primaryImage: heic_primary = library("heif_context_get_primary_image_handle"),
            let releaseHandle: heic_release = library("heif_image_handle_release"),
            let width: heic_length = library("heif_image_handle_get_width"),
            let height: heic_length = library("heif_image_handle_get_height"),
            let decode: heic_decode = library("heif_decode_image"),
            let releaseImage: heic_release = library("heif_image_release"),
            let decodedWidth: heic_plane_length = library("heif_image_get_width"),
            let decodedHeight: heic_plane_length = library("heif_image_get_height"),
            let plane: heic_plane = library("heif_image_get_plane_readonly")
        else { return nil }
        self.makeContext = makeContext
        self.freeContext = freeContext
        self.limitSide = limitSide
        self.read = read
        self.primaryImage = primaryImage
        self.releaseHandle = releaseHandle
        self.width = width
        self.height = height
        self.decode = decode
        self.releaseImage = releaseImage
        self.decodedWidth = decodedWidth
        self.decodedHeight = decodedHeight
        self.plane = plane
    }
}
