import CardVision
import Foundation
import Inference
import Raster
import TestSupport
import Testing
import TextRecognition

@Suite("print locator")
struct PrintLocatorTests {
    private static func locate(
        _ scene: Scene, configuration: PrintLocator.Configuration = .init()
    ) throws -> PrintLocator.Location? {
        let locator = try PrintLocator(detector: Scene.detector(), configuration: configuration)
        let photo = Photo(scene.image)
        return try locator.locateCard(
            in: photo, decoded: PhotoPyramid(photo.decoded(minimumLongSide: locator.decodedLongSide)))
    }

    /// Degrees that a region's long side falls, -90...90.
    private static func tilt(_ region: TextRegion) -> Double {
        let quad = region.quad
        let side = quad.width >= quad.height ? quad.topRight - quad.topLeft : quad.bottomLeft - quad.topLeft
        let degrees = atan2(Double(side.y), Double(side.x)) * 180 / .pi
        return degrees > 90 ? degrees - 180 : degrees <= -90 ? degrees + 180 : degrees
    }

    @Test("an upright card large enough is the photo itself, its regions found", arguments: [0, 2, -3] as [Float])
    func upright(tilt: Float) throws {
        let scene = Scene(tilt: tilt)
        let location = try #require(try Self.locate(scene))
        #expect(location.view.image.pixels == scene.image.pixels)
        #expect(location.view.toPhoto == .identity)
        #expect(abs(location.view.rotation - tilt) < 1)
        #expect(location.regions?.regions.count == scene.lengths.count)
    }

    @Test("a tilted card is turned until its lines run level", arguments: [30, 90, -45, 12, -80, 60] as [Float])
    func tilted(tilt: Float) throws {
        let scene = Scene(tilt: tilt)
        let location = try #require(try Self.locate(scene))
        #expect(location.regions == nil)
        let regions = try Scene.detector().detectText(in: location.view.image).regions
        #expect(regions.count == scene.lengths.count)
        #expect(regions.allSatisfy { abs(Self.tilt($0)) < 1.5 }, "\(regions.map(Self.tilt))")
        let turn = (location.view.rotation - tilt).truncatingRemainder(dividingBy: 180)
        #expect(min(abs(turn), 180 - abs(turn)) < 1.5, "\(location.view.rotation)")
    }

    @Test("a view's points are where the photo shows the same print", arguments: [0, 30, 90, -45] as [Float])
    func mapsToPhoto(tilt: Float) throws {
        let scene = Scene(tilt: tilt)
        let view = try #require(try Self.locate(scene)).view
        let toView = try #require(view.toPhoto.inverse)
        for index in scene.lengths.indices {
            let point = scene.barCenter(index)
            #expect(darkness(of: view.image, at: toView(point)) < 100)
            #expect(view.toPhoto(toView(point)).distance(to: point) < 0.1)
        }
        // Between two lines there is none.
        #expect(darkness(of: view.image, at: toView((scene.barCenter(1) + scene.barCenter(2)) * 0.5)) > 150)
    }

    @Test("a small card in a large photo is cut out of the full-size picture")
    func small() throws {
        let scene = Scene(
            size: Size(width: 2400, height: 1800), lengths: [200, 240, 180, 220], thickness: 14, tilt: 5,
            center: Point(1700, 500))
        let view = try #require(try Self.locate(scene)).view
        #expect(view.image.width < 700 && view.image.height < 500)
        // From the full size, where a pixel of the first look is 1.5 wide, and never larger than its own pixels.
        #expect((0.99...1.3).contains(view.toPhoto(Point(1, 0)).distance(to: view.toPhoto(Point(0, 0)))))
        let toView = try #require(view.toPhoto.inverse)
        #expect(darkness(of: view.image, at: toView(scene.barCenter(2))) < 100)
    }

    @Test("a view stays within the most pixels allowed")
    func largestView() throws {
        var configuration = PrintLocator.Configuration()
        configuration.maximumViewSide = 300
        let view = try #require(try Self.locate(Scene(tilt: 20), configuration: configuration)).view
        #expect(view.image.size.longSide <= 300 && view.image.size.longSide >= 290)
    }

    @Test("a picture without print is no card")
    func nothing() throws {
        #expect(try Self.locate(Scene(lengths: [])) == nil)
        #expect(try Self.locate(Scene(size: Size(width: 1, height: 1), lengths: [])) == nil)
    }

    @Test("of two blocks the one with more print is taken")
    func largestBlock() throws {
        let card = Scene(
            size: Size(width: 1400, height: 700), lengths: [260, 300, 220, 280], tilt: 20, center: Point(1050, 350))
        let note = Scene(lengths: [90, 80], tilt: -25)
        var canvas = Canvas(card.image)
        for index in note.lengths.indices {
            let (start, end) = note.bar(index)
            let offset = Point(-150, 0)
            canvas.strokeLine(from: start + offset, to: end + offset, color: Color(10, 10, 10), thickness: 16)
        }
        let locator = try PrintLocator(detector: Scene.detector())
        let photo = Photo(canvas.image)
        let location = try #require(try locator.locateCard(in: photo, decoded: PhotoPyramid(photo.decoded())))
        #expect(abs(location.view.rotation - 20) < 1.5)
        let toView = try #require(location.view.toPhoto.inverse)
        let bounds = Quad(location.view.image.size)
        for index in card.lengths.indices {
            let point = toView(card.barCenter(index))
            #expect((0...bounds.width).contains(point.x) && (0...bounds.height).contains(point.y))
        }
    }

    @Test("the network's failure is passed on")
    func failure() throws {
        let session = FakeInferenceSession { _, _ in throw ModelError(.runFailed, "out of order") }
        let locator = PrintLocator(detector: TextDetector(session: session, model: try .made()))
        let photo = Photo(Scene().image)
        #expect(throws: ModelError.self) { try locator.locateCard(in: photo, decoded: PhotoPyramid(photo.decoded())) }
    }
}
