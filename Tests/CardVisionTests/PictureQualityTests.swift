import CardVision
import Raster
import Testing

@Suite("picture quality")
struct PictureQualityTests {
    private static let size = Size(width: 240, height: 160)

    /// A picture from the colour of each pixel.
    private static func picture(_ size: Size = size, _ color: (Int, Int) -> (UInt8, UInt8, UInt8)) -> Image {
        var pixels: [UInt8] = []
        for y in 0..<size.height {
            for x in 0..<size.width {
                let (red, green, blue) = color(x, y)
                pixels += [red, green, blue]
            }
        }
        return Image(size: size, pixels: pixels)
    }

    /// Upright strokes four pixels apart, their edges spread over `blur` pixels.
    private static func strokes(blur: Int) -> Image {
        picture { x, _ in
            let sum = (-blur...blur).reduce(0) { $0 + ((x + $1 + 400) / 4 % 2 == 0 ? 30 : 220) }
            let gray = UInt8(sum / (2 * blur + 1))
            return (gray, gray, gray)
        }
    }

    private static func quality(_ image: Image, textHeight: Float = 12) -> PictureQuality {
        PictureQuality(of: view(of: image), in: Quad(image.size), textHeight: textHeight)
    }

    /// A photo looked at as it is.
    private static func view(of image: Image) -> CardView {
        CardView(
            luma: image.grayscale(), toPhoto: .identity, rotation: 0,
            source: PhotoPyramid(DecodedPhoto(image: image, scale: 1)))
    }

    @Test("a flat gray picture is as bright as its gray, without glare, sharpness or color")
    func flat() {
        let quality = Self.quality(Image(size: Self.size, red: 102, green: 102, blue: 102))
        #expect(abs(quality.brightness - 0.4) < 0.005)
        #expect(quality.glare == 0 && quality.sharpness == 0 && quality.isGrayscale)
    }

    @Test("brightness is luma", arguments: [0, 1, 2])
    func brightness(channel: Int) {
        let expected: Float = [0.299, 0.587, 0.114][channel]
        let color: [UInt8] = (0..<3).map { $0 == channel ? 255 : 0 }
        let quality = Self.quality(Image(size: Self.size, red: color[0], green: color[1], blue: color[2]))
        #expect(abs(quality.brightness - expected) < 0.005)
        #expect(!quality.isGrayscale)
    }

    @Test("crisp strokes are sharp, and the wider their edges, the less")
    func sharpness() {
        let measured = [0, 1, 2].map { Self.quality(Self.strokes(blur: $0)).sharpness }
        #expect(measured[0] >= 0.5, "\(measured)")
        #expect(measured[0] > measured[1] + 0.2, "\(measured)")
        #expect(measured[1] >= measured[2], "\(measured)")
        #expect(measured.allSatisfy { (0...1).contains($0) })
    }

    @Test("a slope without edges is not sharp, nor is faint noise")
    func noPrint() {
        let slope = Self.picture { x, y in (UInt8(x), UInt8(x), UInt8(y)) }
        #expect(Self.quality(slope).sharpness == 0)
        let noise = Self.picture { x, y in
            let gray = UInt8(120 + (x * 7 + y * 13) % 11)
            return (gray, gray, gray)
        }
        #expect(Self.quality(noise).sharpness == 0)
    }

    @Test("a burnt-out area counts by its share of the card", arguments: [0, 40, 120, 240])
    func glare(columns: Int) {
        let image = Self.picture { x, _ in x < columns ? (255, 255, 252) : (90, 120, 160) }
        let quality = Self.quality(image)
        #expect(abs(quality.glare - Float(columns) / 240) < 0.01)
        #expect(quality.isGrayscale == (columns == 240))
    }

    @Test("bright color is no glare")
    func brightColor() {
        #expect(Self.quality(Image(size: Self.size, red: 255, green: 255, blue: 200)).glare == 0)
    }

    @Test("a tint of a few steps is still gray, a colored ground is not")
    func grayscale() {
        #expect(Self.quality(Image(size: Self.size, red: 128, green: 126, blue: 124)).isGrayscale)
        #expect(!Self.quality(Image(size: Self.size, red: 150, green: 170, blue: 190)).isGrayscale)
    }

    @Test("only the card's area is measured")
    func area() {
        let image = Self.picture { x, _ in x < 120 ? (255, 255, 255) : (51, 51, 51) }
        let right = PictureQuality(
            of: Self.view(of: image), in: Quad(x: 122, y: 10, width: 110, height: 100), textHeight: 12)
        #expect(right.glare == 0 && abs(right.brightness - 0.2) < 0.005)
        let left = PictureQuality(
            of: Self.view(of: image), in: Quad(x: 2, y: 10, width: 110, height: 100), textHeight: 12)
        #expect(left.glare == 1)
    }

    @Test(
        "areas outside the picture, without extent or not finite, and odd heights of print still give shares",
        arguments: [
            Quad(x: -500, y: -500, width: 10, height: 10), Quad(x: 900, y: 900, width: 50, height: 50),
            Quad(x: 30, y: 30, width: 0, height: 0), Quad(x: -1e6, y: -1e6, width: 2e6, height: 2e6),
            Quad(Point(.nan, 0), Point(10, .nan), Point(10, 10), Point(.infinity, 10)),
        ], [0, 0.5, 12, 4000] as [Float])
    func oddAreas(area: Quad, textHeight: Float) {
        let quality = PictureQuality(of: Self.view(of: Self.strokes(blur: 0)), in: area, textHeight: textHeight)
        for share in [quality.brightness, quality.glare, quality.sharpness] { #expect((0...1).contains(share)) }
    }

    @Test("large print is measured at the scale of twelve pixels a line")
    func scale() {
        let large = Self.picture(Size(width: 480, height: 320)) { x, _ in
            x / 8 % 2 == 0 ? (30, 30, 30) : (220, 220, 220)
        }
        let small = Self.quality(Self.strokes(blur: 0)).sharpness
        #expect(abs(Self.quality(large, textHeight: 24).sharpness - small) < 0.2)
    }
}
