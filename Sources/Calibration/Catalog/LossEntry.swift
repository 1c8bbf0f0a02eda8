/// What the catalogue knows of a loss: its name, its parameters, how it is made.
public struct LossEntry: Sendable {
  /// The name, such as `focal`.
  public let name: String
  /// What people call it, such as "focal loss".
  public let title: String
  /// The loss of a row with the softmax q and the true class y.
  public let formula: String
  /// Who proposed it, where and when.
  public let source: String
  /// What it needs to be given, in the order of a text such as `sigmoid-focal:2,0.25`.
  public let parameters: [LossParameter]
  private let make: @Sendable ([Double]) throws(LossError) -> any ClassificationLoss

  init(
    name: String,
    title: String,
    formula: String,
    source: String,
    parameters: [LossParameter] = [],
    make: @escaping @Sendable ([Double]) throws(LossError) -> any ClassificationLoss
  ) {
    self.name = name
    self.title = title
    self.formula = formula
    self.source = source
    self.parameters = parameters
    self.make = make
  }

  /// What can be typed, such as `focal:3`: the name, and an example of each parameter.
  public var form: String {
    parameters.isEmpty
      ? name : "\(name):\(parameters.map(\.example.shortDescription).joined(separator: ","))"
  }

  /// The loss with its parameters by name; those that have a default may be left out.
  ///
  /// - Throws: ``LossCatalogError`` when a parameter is missing, is not one of this loss, or has a
  ///   value that it does not take.
  public func loss(_ values: [String: Double] = [:]) throws(LossCatalogError) -> any ClassificationLoss {
    let known = parameters.map(\.name)
    if let unknown = values.keys.sorted().first(where: { !known.contains($0) }) {
      throw .parameterName(unknown, of: self.name, known: known)
    }
    var ordered: [Double] = []
    for parameter in parameters {
      guard let value = values[parameter.name] ?? parameter.defaultValue else {
        throw .missing(parameter, of: name, form: form)
      }
      ordered.append(value)
    }
    return try loss(inOrder: ordered)
  }

  /// The loss with a value for each of ``parameters``.
  func loss(inOrder values: [Double]) throws(LossCatalogError) -> any ClassificationLoss {
    do throws(LossError) {
      return try make(values)
    } catch {
      throw .loss(error)
    }
  }
}
