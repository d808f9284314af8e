import CardVision
import Inference
import Raster
import TextRecognition

extension CardReader {
    /// The reading in photo space.
    func assemble(
        _ verdict: FieldValidator.Verdict, _ print: CardPrint, _ seen: CardsSeen, photo: Photo, decoded: DecodedPhoto,
        clock: inout StageClock
    ) -> CardReading {
        let (view, card) = (print.view, print.card)
        var fields: [FieldKey: Field] = [:]
        for key in FieldKey.allCases {
            var field = verdict.fields[key] ?? .absent
            field.quad = field.quad?.map { view.toPhoto($0) }
            fields[key] = field
        }
        let outline =
            print.corners.flatMap { corners in
                view.toPhoto.inverse.map { toView in corners.map { toView($0) } }
            } ?? card.outline()
        let quality = Self.quality(of: view, outline: outline, card: card, photo: photo, decoded: decoded)
        let kind = verdict.kind
        let ground = quality.isGrayscale ? nil : PhotoGround(of: view, in: outline)
        let checks = verdict.checks + [CardReading.Check(ground, birthDate: fields[.birthDate], on: kind.kind)]
        let others = seen.others
        var doubts: [String] = []
        if decoded.isDamaged { doubts.append("picture.damaged") }
        if !others.isEmpty, !seen.isAsked { doubts.append("card.several") }
        clock.mark(\.extract)
        return CardReading(
            status: !doubts.isEmpty && verdict.status == .accept ? .review : verdict.status,
            reasons: verdict.reasons + doubts,
            fields: fields, checks: checks,
            lines: print.lines.map { line in
                TextLine(quad: line.quad.map { view.toPhoto($0) }, steps: line.steps, contentShare: line.contentShare)
            },
            card: CardReading.Card(
                kind: kind.kind, confidence: card.likelihood, reasons: kind.reasons,
                quad: outline.map { view.toPhoto($0) }, rotation: Self.quarter(view.rotation),
                number: seen.number, others: others),
            quality: quality,
            models: CardReading.Models(
                detector: print.detector.identifier, recognizer: manifest.recognizer.identifier),
            timing: clock.timing, cpu: clock.cpu)
    }

    /// The nearest of 0, 90, 180 and 270.
    private static func quarter(_ degrees: Float) -> Int {
        let quarters = Int((degrees / 90).rounded())
        return (quarters % 4 + 4) % 4 * 90
    }

    private static func quality(
        of view: CardView, outline: Quad, card: ExtractedCard, photo: Photo, decoded: DecodedPhoto
    ) -> CardReading.Quality {
        let measured = PictureQuality(of: view, in: outline, textHeight: card.frame.pitch * 0.65)
        let corners = outline.map { view.toPhoto($0) }
        let width = corners.width
        let slack = width * 0.02
        let isCropped = corners.corners.contains { corner in
            corner.x < -slack || corner.y < -slack || corner.x > Float(photo.size.width) + slack
                || corner.y > Float(photo.size.height) + slack
        }
        return CardReading.Quality(
            measured, cardWidth: Int(width.rounded()), isCropped: isCropped,
            isRecaptured: ScreenGrid.isSeen(in: decoded, of: corners.map { $0 * decoded.scale }))
    }
}

extension CardReading.Quality {
    /// Judges measurements and says what to do better.
    init(_ measured: PictureQuality, cardWidth: Int, isCropped: Bool, isRecaptured: Bool) {
        var advice: [Advice] = []
        if cardWidth < 600 {
            advice.append(
                Advice(
                    code: "too_small", indonesian: "Dekatkan kamera agar KTP memenuhi bingkai.",
                    english: "Move closer until the card fills the frame."))
        }
        if measured.sharpness < 0.2 {
            advice.append(
                Advice(
                    code: "blurred", indonesian: "Foto kabur: pegang kamera dengan stabil dan fokuskan.",
                    english: "The photo is blurred: hold the camera still and focus."))
        }
        if measured.glare > 0.04 {
            advice.append(
                Advice(
                    code: "glare", indonesian: "Ada pantulan cahaya: ubah sudut atau matikan lampu kilat.",
                    english: "There is glare: change the angle or turn the flash off."))
        }
        if measured.brightness < 0.25 {
            advice.append(
                Advice(
                    code: "too_dark", indonesian: "Foto terlalu gelap: cari tempat yang lebih terang.",
                    english: "The photo is too dark: find more light."))
        }
        if measured.isGrayscale {
            advice.append(
                Advice(
                    code: "grayscale", indonesian: "Foto hitam-putih atau fotokopi: foto kartu aslinya, berwarna.",
                    english: "The photo is black and white or of a photocopy: take the card itself, in colour."))
        }
        if isCropped {
            advice.append(
                Advice(
                    code: "cropped", indonesian: "Sebagian KTP berada di luar foto: foto seluruh kartu.",
                    english: "Part of the card is outside the photo: take the whole card."))
        }
        if isRecaptured {
            advice.append(
                Advice(
                    code: "recaptured",
                    indonesian: "Foto tampaknya diambil dari layar atau cetakan: foto kartu aslinya.",
                    english: "The photo seems to be of a screen or a print: take the card itself."))
        }
        let size = min(Double(cardWidth) / 900, 1)
        let light = measured.brightness < 0.25 ? Double(measured.brightness) * 4 : 1
        let score = size * light * (0.4 + 0.6 * Double(min(measured.sharpness * 2, 1))) * (1 - Double(measured.glare))
        self.init(
            score: score * (isCropped ? 0.8 : 1), sharpness: Double(measured.sharpness), glare: Double(measured.glare),
            brightness: Double(measured.brightness), cardWidth: cardWidth, isCropped: isCropped,
            isGrayscale: measured.isGrayscale, isRecaptured: isRecaptured, advice: advice)
    }
}

extension ExtractedCard {
    /// The share of the card's rows that were found, which is as sure as we are that this is a KTP.
    var likelihood: Double { min(1, Double(assignment.count) / Double(CardRow.allCases.count) + 0.1) }

    /// The card's corners in view space, from where its rows stand.
    ///
    /// The rows from `RT/RW` down keep their place whatever the name and address take, so they fix the card's height:
    /// 0.289 + 0.0473 a row of it on true prints.
    func outline() -> Quad {
        let height = frame.cardWidth / 1.586
        var tops: [Float] = []
        for (row, indices) in assignment where row >= .rtRW {
            guard let index = indices.first, index < rowCoordinates.count else { continue }
            tops.append(rowCoordinates[index] - (0.305 + 0.0473 * row.position) * height)
        }
        let top = tops.isEmpty ? frame.nameRow - 0.305 * height : tops.sorted()[tops.count / 2]
        func corner(_ v: Float, _ share: Float) -> Point {
            let left = frame.labelLeft.atTop + frame.labelLeft.lean * v
            let x = left + (share - CardProportions.labelLeft) * frame.cardWidth
            let middle = (x + left) / 2
            let direction = frame.slope.constant + frame.slope.alongX * middle + frame.slope.alongY * v
            return Point(x, v + direction * (x - left))
        }
        return Quad(corner(top, 0), corner(top, 1), corner(top + height, 1), corner(top + height, 0))
    }

    /// For each line the name of the row that it was taken for.
    func rowNames(of lines: [TextLine]) -> [String?] {
        var names = [String?](repeating: nil, count: lines.count)
        for (row, indices) in assignment {
            for index in indices where index < rowLines.count {
                for line in rowLines[index] { names[line] = "\(row)" }
            }
        }
        return names
    }
}
