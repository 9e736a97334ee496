namespace TokenPak.Compression.Stages.Html;

/// <summary>A part of a page that is left out.</summary>
/// <param name="Start">Where its start tag begins.</param>
/// <param name="End">Where its end tag ends.</param>
/// <param name="Links">Links in it.</param>
/// <param name="Text">Characters of text in it.</param>
/// <param name="IsShown">Whether a reader of the page would see it: then a note says that it is left out.</param>
internal readonly record struct HtmlRegion(int Start, int End, int Links, int Text, bool IsShown);
