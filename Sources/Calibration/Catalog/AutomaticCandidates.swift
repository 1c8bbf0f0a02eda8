/// What `auto` chooses from where nothing is named: all methods that suit data of this kind and size.
public struct AutomaticCandidates: Sendable, Hashable {
  /// The methods to try.
  public let names: [MethodName]
  /// What is left out, and why.
  public let omissions: [MethodSelection.Omission]

  /// Finds the candidates for data.
  public init(for predictions: Predictions) {
    let size = DataSize(predictions)
    let isBinary = predictions.classCount == 2
    var omissions: [MethodSelection.Omission] = []
    var names: [MethodName] = []
    let forms =
      MethodCatalog.entries.map { (entry: $0, topLabel: false) }
      + MethodCatalog.entries.filter { $0.family == .binary && !isBinary }
      .map { (entry: $0, topLabel: true) }
    for (entry, topLabel) in forms {
      let name = MethodName(.entry(entry.name, topLabel: topLabel))
      // A map of the confidence is one problem, whatever the number of classes.
      if !topLabel, let reason = entry.unsuitability(size) {
        omissions.append(MethodSelection.Omission(name: name.description, reason: reason))
      } else {
        names.append(name)
      }
    }
    if isBinary {
      omissions.append(
        MethodSelection.Omission(name: "top-label-…", reason: "of two classes they say less than the maps of class 1")
      )
    }
    if predictions.labelCount > 1 {
      names += MethodCatalog.entries.filter { $0.roles.contains(.triedPerLabel) }.map {
        MethodName(.entry($0.name, topLabel: false, perLabel: true))
      }
      omissions.append(
        MethodSelection.Omission(name: "other per-label-…", reason: "of each kind of map one or two are tried")
      )
    }
    self.names = names
    self.omissions = omissions
  }
}
