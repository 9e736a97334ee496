using TokenPak.Compression.Stages.Diff;

namespace TokenPak.Compression.Tests.Stages.Diff;

public sealed class DiffEncoderTests
{
    [Fact]
    public void Header_OfAChangedFile_NamesItOnce() => Encodes(
        "diff --git a/src/app/main.cs b/src/app/main.cs\nindex 1a2b3c4..5d6e7f8 100644\n--- a/src/app/main.cs\n+++ b/src/app/main.cs\n@@ -1,2 +1,2 @@\n-old\n+new\n same\n",
        "diff src/app/main.cs index 1a2b3c4..5d6e7f8 100644\n@@ -1,2 +1,2 @@\n-old\n+new\n same\n");

    [Fact]
    public void Header_OfANewAndADeletedFile_KeepsTheMode() => Encodes(
        "diff --git a/n.py b/n.py\nnew file mode 100755\nindex 0000000..5d6e7f8\n--- /dev/null\n+++ b/n.py\n@@ -0,0 +1 @@\n+x\ndiff --git a/o.py b/o.py\ndeleted file mode 100644\nindex 5d6e7f8..0000000\n--- a/o.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n",
        "diff n.py new 100755 index 0000000..5d6e7f8\n@@ -0,0 +1 @@\n+x\ndiff o.py deleted 100644 index 5d6e7f8..0000000\n@@ -1 +0,0 @@\n-x\n");

    [Fact]
    public void Header_WithoutBlobs_NamesTheFileOnce() => Encodes(
        "diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n",
        "diff x.py\n@@ -1 +1 @@\n-a\n+b\n");

    [Theory]
    [InlineData("diff --git a/old.py b/new.py\nsimilarity index 90%\nrename from old.py\nrename to new.py\nindex 1..2 100644\n--- a/old.py\n+++ b/new.py\n")]
    [InlineData("diff --git a/x.bin b/x.bin\nindex 1a2b..3c4d 100644\nBinary files a/x.bin and b/x.bin differ\n")]
    [InlineData("diff --git a/x b/x\nindex 1a2b..3c4d 100644\n--- a/y\n+++ b/x\n")]
    [InlineData("diff x index 1a2b..3c4d\ndiff --git a/x b/x\nindex 1a2b..3c4d 100644\n--- a/x\n+++ b/x\n")] // could be taken for ours
    [InlineData("diff --git a/x b/x\r\nindex 1a2b..3c4d 100644\r\n--- a/x\r\n+++ b/x\r\n")]
    public void Header_ThatSaysMore_IsRefused(string text) => Assert.Null(LosslessCheck.Encode(DiffEncoder.TryEncode, text));

    [Fact]
    public void Text_OfAnyKind_DecodesToItself() =>
        LosslessCheck.HoldsForSeeds(DiffEncoder.TryEncode, DiffDecoder.Decode, rolls => string.Concat(Enumerable.Range(0, 1 + rolls.Next(5)).Select(_ => File(rolls))), 4000);

    private static void Encodes(string text, string expected)
    {
        Assert.Equal(expected, LosslessCheck.Encode(DiffEncoder.TryEncode, text));
        Assert.Equal(text, DiffDecoder.Decode(expected));
    }

    private static string File(TextRolls rolls)
    {
        var path = rolls.Of(["src/a.cs", "my file.txt", "a b/a b", "x new 100644", "x index 1..2", "-x", "é/👩", "b/x b/x", "x deleted 1 index 2"]) + (rolls.OneIn(6) ? rolls.Piece() : "");
        var change = rolls.Next(4);
        return $"diff --git a/{path} b/{(rolls.OneIn(9) ? "other" : path)}\n"
            + (change == 0 ? "new file mode 100644\n" : change == 1 ? "deleted file mode 100644\n" : "")
            + (rolls.OneIn(4) ? "" : $"index {rolls.Of(["1a2b..3c4d 100644", "1a2b..3c4d", "x", ""])}\n")
            + (change == 0 ? "--- /dev/null\n" : $"--- a/{path}\n")
            + (change == 1 ? "+++ /dev/null\n" : $"+++ b/{path}\n")
            + rolls.Of(["", "@@ -1 +1 @@\n-a\n+b\n", "diff x\n", "diff -r 1 index 2\n", "Only in x: y\n", rolls.Piece()]);
    }
}
