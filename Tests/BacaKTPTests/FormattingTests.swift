import CommandLineTool
import Testing

@Suite("CSV, tables and progress")
struct FormattingTests {
    @Test(
        "cells are quoted when needed and never a formula",
        arguments: [
            ("BUDI", "BUDI"), ("", ""), ("-", "-"), ("A, B", "\"A, B\""), ("A\"B", "\"A\"\"B\""), ("A\nB", "\"A\nB\""),
            ("=1+1", "'=1+1"), ("+62", "'+62"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
            ("＝x", "'＝x"), ("=\"a\"", "\"'=\"\"a\"\"\""), ("O+", "O+"), ("'x", "'x"),
        ])
    func cells(value: String, expected: String) {
        #expect(CSV.field(value) == expected)
        #expect(CSV.values(of: expected) == [value])
    }

    @Test("a row keeps the number of its cells")
    func row() {
        let cells = ["", "a,b", "=c", "\"", "", "x\r\ny", ""]
        #expect(CSV.values(of: CSV.row(cells).dropLast()) == cells)
    }

    @Test("columns line up and lines have no spaces at their end")
    func table() {
        var table = TextTable(["FIELD", "N", "X"], alignments: [.left, .right])
        table.add(["nik", "10", "a"])
        table.add(["alamat.name", "2"])
        #expect(table.text == "FIELD         N  X\nnik          10  a\nalamat.name   2\n")
    }

    @Test(
        "progress tells count, share, rate, time left and failures",
        arguments: [
            (1, 2, 0, 1, "1 of 2, 50 %, 1.0/s, 0:01 left"), (0, 10, 0, 0, "0 of 10, 0 %, 0.0/s, 10000000:00"),
            (500, 100_500, 3, 100, "500 of 100500, 0 %, 5.0/s, 5:33:20 left, 3 failed"),
            (10, 10, 0, 4, "10 of 10, 100 %, 2.5/s, 0:00 left"),
        ])
    func progress(done: Int, total: Int, failed: Int, seconds: Int, expected: String) {
        let text = ProgressLine.text(done, of: total, failed: failed, elapsed: .seconds(seconds))
        if done > 0 { #expect(text == expected) } else { #expect(text.hasPrefix("0 of 10, 0 %, 0.0/s")) }
    }
}
