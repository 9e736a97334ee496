using TokenPak.Compression.Stages.Paths;

namespace TokenPak.Compression.Tests.Stages.Paths;

public sealed class PathEncoderTests
{
    [Fact]
    public void SearchOutput_SameFile_IsGroupedUnderItsPath() => Encodes(
        "src/app/Program.cs:12:var builder = x;\nsrc/app/Program.cs:40:builder.Build();\nsrc/app/Startup.cs:7:using builder;\nsrc/app/Startup.cs:9:// builder\n",
        "src/app/Program.cs\n12:var builder = x;\n40:builder.Build();\nsrc/app/Startup.cs\n7:using builder;\n9:// builder\n");

    [Fact]
    public void SearchOutput_WithContext_KeepsSeparatorsInsideTheGroup() => Encodes(
        "lib/long-name/file-2.py-3-import os\nlib/long-name/file-2.py:4:import re\n--\nlib/long-name/file-2.py-8-a\nlib/long-name/file-2.py:9:import sys\n",
        "lib/long-name/file-2.py\n3-import os\n4:import re\n--\n8-a\n9:import sys\n");

    [Fact]
    public void SearchOutput_WithoutNumbers_KeepsTheColonOnTheRow() => Encodes(
        "src/models/user.py:class User:\nsrc/models/user.py:    name = 1\n",
        "src/models/user.py\n:class User:\n:    name = 1\n");

    [Fact]
    public void CompilerOutput_PositionInBrackets_IsGroupedUnderItsPath() => Encodes(
        "C:\\work\\App\\Main.cs(12,5): error CS0103: x\nC:\\work\\App\\Main.cs(13,9): error CS0103: y\n",
        "C:\\work\\App\\Main.cs\n(12,5): error CS0103: x\n(13,9): error CS0103: y\n");

    [Fact]
    public void Listing_SameDirectory_IsGroupedUnderTheDirectory() => Encodes(
        "Found 3 matches:\n/repo/src/handlers/numpy.py\n/repo/src/handlers/rle.py\n/repo/tests/handlers/numpy.py\n/repo/tests/handlers/rle.py\n",
        "Found 3 matches:\n/repo/src/handlers/\n numpy.py\n rle.py\n/repo/tests/handlers/\n numpy.py\n rle.py\n");

    [Fact]
    public void Status_SameMarkAndDirectory_KeepsTheMarkInTheHeading() => Encodes(
        " M src/handlers/a.py\n M src/handlers/b.py\n?? src/handlers/new/c.py\n?? src/handlers/new/d.py\n",
        " M src/handlers/\n a.py\n b.py\n?? src/handlers/new/\n c.py\n d.py\n");

    [Theory]
    [InlineData("17/06/09 20:10:40 INFO a\n17/06/09 20:10:41 INFO b\n17/06/09 20:10:42 INFO c\n")] // dates are no directories
    [InlineData("a plain text\nof three lines\nwithout any path: none\n")]
    [InlineData("src/a.cs:1:x\nsrc/b.cs:2:y\n")] // nothing to share
    public void Text_WithNothingToGroup_IsRefused(string text) => Assert.Null(LosslessCheck.Encode(PathEncoder.TryEncode, text));

    [Theory]
    [InlineData("src/lib/a.cs:1:x\nsrc/lib/a.cs:2:y\n3:looks like a row\nsrc/lib/a.cs:4:z\nsrc/lib/a.cs:5:z\n")]
    [InlineData("src/lib/deep/a.cs\nsrc/lib/deep/b.cs\n looks like a row\nsrc/lib/deep/\n another\nsrc/lib/deep/c.cs\nsrc/lib/deep/d.cs\n")]
    [InlineData("src/lib/a.cs\n12:looks grouped already\nsrc/lib/a.cs:1:x\nsrc/lib/a.cs:2:y\nsrc/lib/a.cs:3:z\n")]
    [InlineData("src/lib/a.cs:1:x\nsrc/lib/a.cs:2:y\nsrc/lib/a.cs:2:y\n--\n3:row\n:row\n(1,2): row\n")]
    [InlineData("src/lib/long/a.cs:1:x\r\nsrc/lib/long/a.cs:2:y\r\nsrc/lib/long/a.cs:3:z\n\0\n\u202e\n")]
    public void Text_ThatLooksLikeTheForm_SurvivesOrIsRefused(string text) =>
        LosslessCheck.Holds(PathEncoder.TryEncode, PathDecoder.Decode, text, text);

    [Fact]
    public void Text_OfAnyKind_DecodesToItself() =>
        LosslessCheck.HoldsForSeeds(PathEncoder.TryEncode, PathDecoder.Decode, rolls => rolls.Lines(2 + rolls.Next(30), () => Line(rolls), rolls.Of([0, 3, 12])), 6000);

    [Fact]
    public void Line_OfAMegabyte_DecodesToItself()
    {
        var line = "src/a/b.cs:1:" + new string('x', 1_000_000);
        Assert.True(LosslessCheck.Holds(PathEncoder.TryEncode, PathDecoder.Decode, string.Join('\n', line, line, line), "1 MB lines"));
    }

    private static void Encodes(string text, string expected)
    {
        Assert.Equal(expected, LosslessCheck.Encode(PathEncoder.TryEncode, text));
        Assert.Equal(text, PathDecoder.Decode(expected));
    }

    private static string Line(TextRolls rolls)
    {
        var mark = rolls.OneIn(4) ? rolls.Of([" M ", "?? ", "\tmodified:   ", "  ", "R  "]) : "";
        var root = rolls.Of(["", "", "./", "/", "C:\\", "../"]);
        var path = root + string.Join(root == "C:\\" ? '\\' : '/', Enumerable.Range(0, 1 + rolls.Next(4)).Select(_ => rolls.Of(["src", "a-1-b", "lib", "3.11", "my dir", "x.cs", "12", "-"])));
        var file = path + rolls.Of(["", "/", ".cs", "/a.cs", "/b-2-c.py"]);
        return mark + file + rolls.Of(["", "", ":1:text", ":22:text", "-3-text", "-4-text", ":text", "(1,2): error", ":1-2", ":", ":9", "\t12"]) + (rolls.OneIn(9) ? rolls.Piece() : "");
    }
}
