/// A map of one number for all classes. It keeps their order unless it says otherwise.
public protocol OneParameterMap: CalibrationMap {}

extension OneParameterMap {
  public var keepsOrder: Bool { true }

  public var parameterCount: Int { 1 }
}
