/// Elements to be put in, left out or exchanged to make one sequence of the other (Levenshtein).
///
/// - Complexity: O(*n* * *m*) in their lengths.
package func editDistance<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            (diagonal, row[j + 1]) = (row[j + 1], min(row[j + 1] + 1, row[j] + 1, diagonal + (x == y ? 0 : 1)))
        }
    }
    return row[b.count]
}
