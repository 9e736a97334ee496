namespace TokenPak.Gateway.Proxying;

/// <summary>An error of TokenPak's own, to be put into the caller's envelope.</summary>
internal sealed record Refusal(int Status, string Type, string Message);
