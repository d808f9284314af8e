import CDocuments
import Synchronization

/// pdfium, as far as we use it.
struct PDFLibrary {
    /// Loaded when the first PDF comes; nil where it is not installed.
    ///
    /// The lock is held around every call, since the library must not be used by two threads at once.
    static let shared = Mutex(PDFLibrary())

    let loadDocument: pdf_load_document
    let closeDocument: pdf_close
    let lastError: pdf_last_error
    let pageCount: pdf_page_count
    let pageSize: pdf_page_size
    let loadPage: pdf_load_page
    let closePage: pdf_close
    let makeBitmap: pdf_make_bitmap
    let destroyBitmap: pdf_close
    let beginDrawing: pdf_begin_drawing
    let endDrawing: pdf_close

    private init?() {
        guard let library = SharedLibrary("libpdfium.so"),
            let start: pdf_start = library("FPDF_InitLibrary"),
            let loadDocument: pdf_load_document = library("FPDF_LoadMemDocument64"),
            let closeDocument: pdf_close = library("FPDF_CloseDocument"),
            let lastError: pdf_last_error = library("FPDF_GetLastError"),
            let pageCount: pdf_page_count = library("FPDF_GetPageCount"),
            let pageSize: pdf_page_size = library("FPDF_GetPageSizeByIndexF"),
            let loadPage: pdf_load_page = library("FPDF_LoadPage"),
            let closePage: pdf_close = library("FPDF_ClosePage"),
            let makeBitmap: pdf_make_bitmap = library("FPDFBitmap_CreateEx"),
            let destroyBitmap: pdf_close = library("FPDFBitmap_Destroy"),
            let beginDrawing: pdf_begin_drawing = library("FPDF_RenderPageBitmap_Start"),
            let endDrawing: pdf_close = library("FPDF_RenderPage_Close")
        else { return nil }
        self.loadDocument = loadDocument
        self.closeDocument = closeDocument
        self.lastError = lastError
        self.pageCount = pageCount
        self.pageSize = pageSize
        self.loadPage = loadPage
        self.closePage = closePage
        self.makeBitmap = makeBitmap
        self.destroyBitmap = destroyBitmap
        self.beginDrawing = beginDrawing
        self.endDrawing = endDrawing
        start()
    }
}
