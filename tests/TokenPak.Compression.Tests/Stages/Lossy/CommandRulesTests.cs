using TokenPak.Compression.Content;
using TokenPak.Compression.Stages.Lossy.Lines;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Stages.Lossy;

/// <summary>What the commands that agents run most print: the line that matters stays among many that do not.</summary>
public sealed class CommandRulesTests
{
    /// <summary>A command, a line of its crowd (with a place for a number), and a line that has to stay.</summary>
    public static TheoryData<string, string, string> Outputs => new()
    {
        { "git status", "\tmodified:   src/part_{0}.py", "Your branch is ahead of 'origin/main' by 3 commits." },
        { "git push origin main", "remote: Counting objects: {0}% ({0}/300)", "   1a2b3c4..5d6e7f8  main -> main" },
        { "git pull", "Receiving objects: {0}% ({0}/300)", " 12 files changed, 40 insertions(+), 2 deletions(-)" },
        { "git clone https://example.org/x.git", "Updating files: {0}% ({0}/300)", "Cloning into 'x'..." },
        { "git branch -a", "  feature/number-{0}", "* feature/number-77" },
        { "grep -rn total src", "src/cart.py:{0}:    total = {0}", "Binary file src/data.bin matches" },
        { "rg total", "src/cart.py:{0}:    total = {0}", "300 matches" },
        { "ls -la /data", "-rw-r--r-- 1 root root {0} Mar 30 04:00 part_{0}.csv", "total 5124" },
        { "find / -name x", "/srv/data/part_{0}/x", "find: '/root/77': Permission denied" },
        { "du -h", "{0}K ./part_{0}", "9.9G total" },
        { "dotnet test", "  Passed Cart.Tests.Adds_{0} [{0} ms]", "Passed!  - Failed:     0, Passed:   300, Skipped:     0, Total:   300" },
        { "dotnet build", "  Restored /src/Part{0}/Part{0}.csproj (in {0} ms).", "Build succeeded." },
        { "npm install", "npm http fetch GET 200 https://registry.example.org/p{0} {0}ms", "added 300 packages, and audited 301 packages in 9s" },
        { "yarn install", "➤ YN0013: │ package-{0}@npm:{0} can't be found", "Done in 9.30s." },
        { "pnpm install", "Progress: resolved {0}, reused {0}, downloaded {0}", "Done in 9.3s" },
        { "cargo test", "   Compiling part_{0} v0.1.{0}", "test result: ok. 300 passed; 0 failed" },
        { "python -m pytest -q", "tests/test_part.py::test_{0} PASSED [{0}%]", "300 passed in 9.30s" },
        { "pip install -r requirements.txt", "Collecting part-{0}", "Successfully installed part-1" },
        { "go test ./...", "=== RUN   TestPart{0}", "ok  \tgithub.com/x/y\t0.300s" },
        { "mvn -q test", "[INFO] Downloading from central: https://repo.example.org/p{0}.jar", "Tests run: 300, Skipped: 0" },
        { "gradle build", "> Task :part{0}:compileJava UP-TO-DATE", "BUILD SUCCESSFUL in 9s" },
        { "make -j2", "gcc -c part_{0}.c -o part_{0}.o", "make: *** [Makefile:12: all] Interrupt" },
        { "docker build .", "#12 extracting sha256:{0}abc {0}MB", "Successfully tagged cart:latest" },
        { "docker pull cart", "a1b2c3d4{0}: Pull complete", "Status: Downloaded newer image for cart:latest" },
        { "docker ps -a", "c{0}  cart:{0}  \"run\"  {0} minutes ago  Up {0} minutes  cart_{0}", "c77  cart:77  \"run\"  77 minutes ago  Exited (137) 7 minutes ago  cart_77" },
        { "kubectl get pods", "cart-{0}   1/1   Running   0   {0}m", "cart-77   0/1   Init:0/2   0   77m" },
        { "kubectl describe pod cart", "  cart.example.org/label-{0}=value{0}", "    Exit Code:    137" },
        { "kubectl logs cart", "request {0} served in {0} ms", "request 77 served in 7 ms after retry of upstream" },
        { "docker logs cart", "request {0} served in {0} ms", "request 77 served in 7 ms after retry of upstream" },
        { "sudo apt-get install -y x", "Get:{0} http://deb.example.org stable/main p{0} {0} kB", "300 newly installed, 0 to remove and 0 not upgraded." },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Output_OfACommand_KeepsTheLineThatMatters(string command, string crowd, string line)
    {
        var lines = Enumerable.Range(100, 300).Select(i => crowd.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)).ToList();
        lines[150] = line;
        lines[0] = "begin";

        var (text, isLossy) = Losses.Shorten(string.Join('\n', lines), arguments: System.Text.Json.JsonSerializer.Serialize(new { command }));

        Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.True(isLossy || text.Length < lines.Sum(l => l.Length) / 2, text);
    }

    [Fact]
    public void All_EveryRule_IsTested()
    {
        var tested = Outputs.Select(row => CommandRules.Of(new ToolContext("bash", row.Data.Item1, null))?.Program ?? "").Append("git diff").ToHashSet();

        Assert.All(CommandRules.All, rule => Assert.Contains(rule.Program, tested));
    }

    [Theory]
    [InlineData("cd src && sudo git status --short", "git status")]
    [InlineData("RUST_LOG=x /usr/bin/cargo build 2>&1 | tail -5", "cargo")]
    [InlineData("poetry run pytest tests", "pytest")]
    [InlineData("echo hello", null)]
    public void Of_ACommandLine_FindsTheProgram(string command, string? program) => Assert.Equal(program, CommandRules.Of(new ToolContext("bash", command, null))?.Program);
}
