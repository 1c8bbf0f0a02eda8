/// A format that is known but not read, with what to do instead.
struct ForeignFormat: Sendable {
  /// What it is, with its article.
  let name: String
  /// How to get a file that is read.
  let fix: String

  /// Recognises a file by its first bytes; `nil` where it may be text.
  init?(_ bytes: Bytes) {
    if let known = Self.known.first(where: { bytes.starts(with: $0.opening) }) {
      self = known.format
    } else if let json = Self.json(bytes) {
      self = json
    } else {
      return nil
    }
  }

  /// Recognises an archive without arrays by the names of its members.
  init?(membersNamed names: [String]) {
    if names.contains(where: { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }) {
      self = Self.torch
    } else if names.contains(where: { $0.hasPrefix("xl/") }) {
      self.init(name: "an Excel workbook", fix: "save the sheet as CSV")
    } else {
      return nil
    }
  }

  private init(name: String, fix: String) {
    self.name = name
    self.fix = fix
  }

  private static let torch = ForeignFormat(
    name: "what torch.save writes",
    fix:
      "convert it in Python: d = torch.load(FILE, map_location='cpu'); d = d if isinstance(d, dict) else {'logits': d}; numpy.savez('outputs.npz', **{k: v.float().numpy() if v.is_floating_point() else v.numpy() for k, v in d.items()})"
  )
  private static let pickle = ForeignFormat(name: "a Python pickle", fix: "save the arrays with numpy.savez")
  private static let table = "convert it in Python: pandas.read_"

  private static let known: [(opening: [UInt8], format: ForeignFormat)] =
    [
      ([0x89, 0x48, 0x44, 0x46], ForeignFormat(name: "an HDF5 file", fix: "save its arrays with numpy.savez")),
      (
        Array("PAR1".utf8),
        ForeignFormat(name: "a Parquet file", fix: "\(table)parquet(FILE).to_csv('outputs.csv', index=False)")
      ),
      (
        Array("ARROW1".utf8),
        ForeignFormat(name: "an Arrow or Feather file", fix: "\(table)feather(FILE).to_csv('outputs.csv', index=False)")
      ),
      (
        Array("FEA1".utf8),
        ForeignFormat(name: "a Feather file", fix: "\(table)feather(FILE).to_csv('outputs.csv', index=False)")
      ),
      (
        [0xFF, 0xFF, 0xFF, 0xFF],
        ForeignFormat(
          name: "an Arrow stream",
          fix:
            "convert it in Python: pyarrow.ipc.open_stream(FILE).read_pandas().to_csv('outputs.csv', index=False)"
        )
      ),
      (
        Array("ORC".utf8),
        ForeignFormat(name: "an ORC file", fix: "\(table)orc(FILE).to_csv('outputs.csv', index=False)")
      ),
      (
        Array("MATLAB 5.0 MAT-file".utf8),
        ForeignFormat(
          name: "a MATLAB file",
          fix:
            "convert it in Python: numpy.savez('outputs.npz', **{k: v for k, v in scipy.io.loadmat(FILE).items() if k[0] != '_'})"
        )
      ),
      (Array("%PDF".utf8), ForeignFormat(name: "a PDF", fix: "give the file of the outputs themselves")),
      ([0xFF, 0xFE], ForeignFormat(name: "UTF-16 text", fix: "save it as UTF-8")),
      ([0xFE, 0xFF], ForeignFormat(name: "UTF-16 text", fix: "save it as UTF-8")),
      ([0x28, 0xB5, 0x2F, 0xFD], ForeignFormat(name: "compressed by zstd", fix: "unpack it with unzstd")),
      (Array("BZh".utf8), ForeignFormat(name: "compressed by bzip2", fix: "unpack it with bunzip2")),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], ForeignFormat(name: "compressed by xz", fix: "unpack it with unxz")),
    ] + [0x02, 0x03, 0x04, 0x05].map { ([0x80, $0], pickle) }

  /// JSON begins with a bracket, and no table of numbers does.
  private static func json(_ bytes: Bytes) -> ForeignFormat? {
    bytes.withUnsafeBytes { text in
      let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
      guard let first = text.firstIndex(where: { !isSpace($0) }),
        text[first] == UInt8(ascii: "{") || text[first] == UInt8(ascii: "[")
      else { return nil }
      let next = text[first...].firstIndex(of: 0x0A).flatMap { end in
        text[end...].firstIndex(where: { !isSpace($0) })
      }
      let isLines =
        text[first] == UInt8(ascii: "{") && next.map { text[$0] == text[first] } ?? false
      return isLines
        ? ForeignFormat(
          name: "JSON with an object on each line",
          fix:
            "convert it in Python: rows = [json.loads(line) for line in open(FILE)]; numpy.savez('outputs.npz', logits=[r['logits'] for r in rows], labels=[r['label'] for r in rows]), with the keys that it has"
        )
        : ForeignFormat(
          name: "JSON",
          fix:
            "convert it in Python: d = json.load(open(FILE)); numpy.savez('outputs.npz', logits=d['logits'], labels=d['labels']), with the keys that it has"
        )
    }
  }
}
