namespace TokenPak.Contracts.Events;

/// <summary>The side of the holdout's comparison that a conversation is on, for its whole life.</summary>
public enum HoldoutArmKind
{
    /// <summary>Compiled as configured.</summary>
    Compiled = 0,

    /// <summary>Left alone on purpose: the mode is off.</summary>
    Holdout = 1,
}
