namespace TokenPak.Distributed.Tests.Fixtures;

/// <summary>One turn of a conversation, as the client saw it.</summary>
/// <param name="Key">Names it in a header that reaches the provider.</param>
/// <param name="Conversation">Its conversation.</param>
/// <param name="Turn">From 1.</param>
/// <param name="Body">What the client sent.</param>
/// <param name="Status">What it was answered.</param>
/// <param name="Id">The product's id of it.</param>
/// <param name="Took">Until the answer's last byte.</param>
/// <param name="Failure">Why there was no answer; null where there was one.</param>
internal sealed record SentRequest(string Key, int Conversation, int Turn, byte[] Body, int Status, Guid? Id, TimeSpan Took, string? Failure);
