import Raster
import Testing

@Suite("photo pyramid")
struct PhotoPyramidTests {
    private static func noise(_ size: Size) -> Image {
        // A linear congruential generator's high bits: every pixel different, every run the same.
        var state: UInt32 = 5
        let pixels = (0..<size.pixelCount * 3).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        return Image(size: size, pixels: pixels)
    }

    @Test(
        "each level is the mean of four pixels of the one before, halves rounded up, odd rows and columns left out",
        arguments: [Size(width: 640, height: 480), Size(width: 641, height: 303), Size(width: 75, height: 1201)])
    func halves(size: Size) {
        let pyramid = PhotoPyramid(DecodedPhoto(image: Self.noise(size), scale: 0.5))
        #expect(pyramid.levels.count >= 2)
        for (large, small) in zip(pyramid.levels, pyramid.levels.dropFirst()) {
            #expect(small.scale == large.scale / 2)
            #expect(small.image.size == Size(width: large.image.width / 2, height: large.image.height / 2))
            for y in 0..<small.image.height {
                for x in [0, 1, small.image.width / 2, small.image.width - 1] {
                    for channel in 0..<3 {
                        let (left, right) = (mean(of: large.image, 2 * x), mean(of: large.image, 2 * x + 1))
                        #expect(Int(small.image[x, y][channel]) == (left + right + 1) / 2)
                        func mean(of image: Image, _ x: Int) -> Int {
                            (Int(image[x, 2 * y][channel]) + Int(image[x, 2 * y + 1][channel]) + 1) / 2
                        }
                    }
                }
            }
        }
    }

    @Test("a small photo stays alone")
    func small() {
        #expect(
            PhotoPyramid(DecodedPhoto(image: Self.noise(Size(width: 300, height: 200)), scale: 1)).levels.count == 1)
    }

    @Test(
        "the smallest level with three pixels for four is taken",
        arguments: [(0.5, 0), (1.0, 0), (1.49, 0), (1.5, 1), (2.9, 1), (3.1, 2), (100, 2)] as [(Float, Int)])
    func level(shrinking: Float, index: Int) {
        let pyramid = PhotoPyramid(DecodedPhoto(image: Self.noise(Size(width: 1210, height: 900)), scale: 1))
        #expect(pyramid.levels.count == 3)
        #expect(pyramid.level(shrinking: shrinking).scale == pyramid.levels[index].scale)
    }
}
