#pragma once
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

// What we call of pdfium and libheif, declared anew: both are loaded when a document comes, and may be absent.

// pdfium: documents, pages and bitmaps are opaque. Not safe on several threads at once.

struct pdf_size {
    float width;
    float height;
};

/// Asked while a page is drawn whether to stop for now.
struct pdf_pause {
    int version;
    int (*wants_pause)(struct pdf_pause *);
    void *user;
};

typedef void (*pdf_start)(void);
typedef void *(*pdf_load_document)(const void *bytes, size_t count, const char *password);
typedef void (*pdf_close)(void *object);
typedef unsigned long (*pdf_last_error)(void);
typedef int (*pdf_page_count)(void *document);
typedef int (*pdf_page_size)(void *document, int index, struct pdf_size *size);
typedef void *(*pdf_load_page)(void *document, int index);
typedef void *(*pdf_make_bitmap)(int width, int height, int format, void *pixels, int stride);
typedef int (*pdf_begin_drawing)(
    void *bitmap, void *page, int x, int y, int width, int height, int rotation, int flags, struct pdf_pause *pause);
typedef int (*pdf_go_on_drawing)(void *page, struct pdf_pause *pause);

enum { pdf_error_password = 4, pdf_error_security = 5 };
enum { pdf_format_bgr = 2 };
enum { pdf_flag_annotations = 0x01, pdf_flag_rgb_order = 0x10 };
enum { pdf_drawing_paused = 1, pdf_drawing_done = 2 };

// libheif: contexts, handles and images are opaque.

struct heic_error {
    int code;
    int subcode;
    const char *message;
};

typedef void *(*heic_make_context)(void);
typedef void (*heic_release)(const void *object);
typedef void (*heic_limit_side)(void *context, int longest_side);
typedef struct heic_error (*heic_read)(void *context, const void *bytes, size_t count, const void *options);
typedef struct heic_error (*heic_primary)(void *context, void **handle);
typedef int (*heic_length)(const void *handle);
typedef struct heic_error (*heic_decode)(
    const void *handle, void **image, int colorspace, int chroma, const void *options);
typedef int (*heic_plane_length)(const void *image, int channel);
typedef const uint8_t *(*heic_plane)(const void *image, int channel, int *stride);

enum { heic_error_unsupported_type = 3, heic_error_unsupported_feature = 4, heic_error_memory = 6 };
enum { heic_colorspace_rgb = 1, heic_chroma_interleaved_rgb = 10, heic_channel_interleaved = 10 };
