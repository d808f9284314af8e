private import Synchronization

/// The administrative regions of Indonesia: provinces, regencies and cities, districts, villages.
///
/// Codes and names are those of the interior ministry (Kemendagri), which are also the NIK's; the statistics office's
/// codes differ and are unknown here. Provinces, regencies and districts are loaded at once, the villages when one is
/// first asked for. One instance serves any number of threads.
public final class Gazetteer: Sendable {
    private let provinces: RegionTable
    private let regencies: RegionTable
    private let districts: RegionTable
    private let villages: Mutex<Villages>

    /// Villages, before and after they were asked for.
    private enum Villages: Sendable {
        case unread(path: String, bytes: [UInt8])
        case loaded(RegionTable)
        case failed(GazetteerError, RegionTable)
    }

    /// Loads a gazetteer.
    ///
    /// - Parameter directory: Holds `regions.tsv` and `villages.tsv`, each line a dotted code, a tab and a name, sorted
    ///   by code.
    /// - Throws: ``GazetteerError`` `missing` when a file cannot be read, `malformed` when `regions.tsv` is not such a
    ///   file or lacks a level.
    public init(directory: String) throws(GazetteerError) {
        let path = directory + "/regions.tsv"
        let file = try RegionFile(RegionFile.contents(of: path), named: path)
        provinces = RegionTable(.province, in: file)
        regencies = RegionTable(.regency, in: file)
        districts = RegionTable(.district, in: file)
        guard provinces.count > 0, regencies.count > 0, districts.count > 0 else {
            throw GazetteerError(.malformed, "\(path) lacks provinces, regencies or districts")
        }
        let villagesPath = directory + "/villages.tsv"
        villages = Mutex(.unread(path: villagesPath, bytes: try RegionFile.contents(of: villagesPath)))
    }

    /// Parses the villages now, rather than in the first look-up that needs them; later calls do nothing.
    ///
    /// - Throws: ``GazetteerError`` `malformed` when `villages.tsv` is not as described at ``init(directory:)``. Look-ups
    ///   find no village then.
    public func loadVillages() throws(GazetteerError) {
        if let error = villages.withLock({ Self.load(&$0).error }) { throw error }
    }

    func table(_ level: Region.Level) -> RegionTable {
        switch level {
        case .province: provinces
        case .regency: regencies
        case .district: districts
        case .village: villages.withLock { Self.load(&$0).table }
        }
    }

    private static func load(_ villages: inout Villages) -> (table: RegionTable, error: GazetteerError?) {
        switch villages {
        case .loaded(let table): return (table, nil)
        case .failed(let error, let none): return (none, error)
        case .unread(let path, let bytes):
            do throws(GazetteerError) {
                let table = RegionTable(.village, in: try RegionFile(bytes, named: path))
                villages = .loaded(table)
                return (table, nil)
            } catch {
                let none = RegionTable(.village, in: .empty)
                villages = .failed(error, none)
                return (none, error)
            }
        }
    }

    // MARK: - By code

    /// The region of a code, dotted (`32.04.05`) or as bare digits (`320405`); nil when no region has it today.
    public func region(code: String) -> Region? {
        guard let code = RegionCode(code.utf8) else { return nil }
        return region(code)
    }

    func region(_ code: RegionCode) -> Region? {
        let table = table(code.level)
        return table.index(of: code).map(table.region)
    }

    /// What a code stood for before its region moved to another province; nil unless that is known for certain.
    ///
    /// NIKs given out then keep the code. The name is as printed then: `KOTA TARAKAN` for `64.73`, today `65.71`.
    public static func formerName(code: String) -> String? {
        guard let dotted = RegionCode(code.utf8)?.dotted else { return nil }
        return RetiredCodes.province(dotted) ?? RetiredCodes.regency(dotted)
    }

    /// How many regions of a level there are.
    public func count(of level: Region.Level) -> Int { table(level).count }

    /// The regions of a level inside `parent`, in code order.
    ///
    /// - Parameters:
    ///   - level: Which regions; by default those directly below `parent`, provinces when it is nil.
    ///   - parent: Any region above that level; nil for the whole country.
    /// - Returns: The regions; empty below a village.
    public func regions(_ level: Region.Level? = nil, in parent: Region? = nil) -> [Region] {
        guard let level = level ?? Self.level(below: parent) else { return [] }
        let table = table(level)
        return table.indices(in: code(of: parent)).map(table.region)
    }

    /// The region around another; nil for a province.
    public func parent(of region: Region) -> Region? { region.parentCode.flatMap(self.region(code:)) }

    /// A region and all around it, province first.
    public func chain(of region: Region) -> [Region] {
        guard let code = RegionCode(region.code.utf8) else { return [region] }
        let above = Region.Level.allCases.filter { $0 < region.level }.compactMap { self.region(code.ancestor($0)) }
        return above + [region]
    }

    func code(of parent: Region?) -> RegionCode? { parent.flatMap { RegionCode($0.code.utf8) } }

    static func level(below parent: Region?) -> Region.Level? { parent.map(\.level.below) ?? .province }
}
