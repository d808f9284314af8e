import KTPReading
import Raster
import Testing
import TextRecognition

@Suite("Second look")
struct SecondLookTests {
    /// A line of digits that are ten pixels wide each.
    private static func digits(_ count: Int, from x: Float) -> TextLine {
        let steps = (0..<count).map { index in
            TextLine.Step(character: "1", probability: 0.99, position: (Float(index) + 0.5) / Float(count))
        }
        return TextLine(quad: Quad(x: x, y: 50, width: Float(10 * count), height: 20), steps: steps)
    }

    @Test("a number that was cut off is sought as far as its digits reach", arguments: [10, 12, 14, 15])
    func cutNumber(count: Int) {
        let place = SecondLook.numberPlace(from: Self.digits(count, from: 100), and: [], digitCount: count)
        #expect(place.leftMiddle.x < 90 && place.leftMiddle.x > 70)
        #expect(place.rightMiddle.x > 260 && place.rightMiddle.x < 280)
        #expect(place.leftMiddle.y == 60 && place.height == 20)
    }

    @Test("a number that was found in parts is sought where all of them are")
    func numberInParts() {
        let (first, second) = (Self.digits(13, from: 100), Self.digits(2, from: 235))
        let place = SecondLook.numberPlace(from: first, and: [second.quad], digitCount: 15)
        #expect(place.leftMiddle.x < 90 && place.rightMiddle.x > 270)
        let leftward = SecondLook.numberPlace(from: first, and: [Self.digits(2, from: 75).quad], digitCount: 15)
        #expect(leftward.leftMiddle.x < 60 && leftward.rightMiddle.x > 250)
    }
}
