using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Skeleton;
using TokenPak.Compression.Tests.Stages.Lossy;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Stages.Skeleton;

public sealed class SkeletonStageTests
{
    private const string CSharp = """"
        using System.Text;

        namespace Bay;

        /// <summary>Reads the gauge.</summary>
        public sealed class Gauge(string name) : IGauge
        {
            private const string Braces = "} not {"; // } nor {
            private readonly Dictionary<char, int> _seen = new() { ['{'] = 1, ['"'] = 2 };

            public int Depth { get; set; }

            public Task<int> ReadAsync<T>(T from) where T : IPort
            {
                var text = $"{{{from}}}";
                foreach (var c in text)
                {
                    if (c == '}') return Task.FromResult(1);
                }

                return Task.FromResult(0);
            }

            public int Short(int a)
            {
                return a;
            }

            public string Calibrate() => """
                { raw
                """;

            /* } */
            public void Drain(int liters)
            {
                var verbatim = @"C:\";
                Open(verbatim);
                Wait(liters);
                Close(verbatim);
            }
        }
        """";

    private const string Python = """
        import os

        class Gauge:
            '''Reads the gauge.'''
            depth = 3

            def read(self, port,
                     timeout=5):
                '''Read it once.'''
                text = '''
        def not_a_definition():
            pass
        '''
                for line in text:
                    # comment
                    print(line)

                return 1

            @property
            def short(self):
                return 2

        async def drain(liters):
            a = open(liters)
            wait(a)
            wait(a)
            close(a)


        LIMIT = 9
        """;

    private const string Go = """
        package bay

        import "fmt"

        type Gauge struct {
        	Depth int
        }

        func (g *Gauge) Read(port string) (int, error) {
        	text := `}{`
        	for _, r := range text {
        		fmt.Println(r)
        	}
        	return 1, nil
        }

        func Drain[T any](liters T) error {
        	a := 1
        	b := 2
        	c := 3
        	return nil
        }
        """;

    private const string TypeScript = """
        import { Port } from './port';

        export interface Options {
          depth: number;
        }

        export class Gauge {
          private seen = new Map<string, number>();

          async read(port: Port): Promise<number> {
            const text = `}${port.name}{`;
            const other = '}';
            for (const c of text) {
              console.log(c, other);
            }
            return 1;
          }
        }

        export const drain = async (liters: number) => {
          const a = open();
          await wait(liters);
          await wait(liters);
          close(a);
        };

        describe('gauge', () => {
          it('reads', async () => {
            const a = 1;
            const b = 2;
            expect(a).toBe(b);
          });
        });
        """;

    private const string Rust = """
        use std::fmt;

        pub struct Gauge<'a> {
            name: &'a str,
        }

        impl<'a> Gauge<'a> {
            pub fn read(&'a self, c: char) -> Result<u8, Error> {
                let open = '{';
                match c {
                    '}' => Ok(1),
                    _ => Err(Error::new("}")),
                }
            }
        }

        #[derive(Debug)]
        enum Port {
            Open(u8),
            Closed,
        }

        fn drain(liters: u32) {
            let a = 1;
            let b = 2;
            let c = 3;
            println!("{} {}", a, b + c + liters);
        }
        """;

    private static string? Skeleton(string code, string path, string question = "") => Shortened.By(new SkeletonStage(), code, question, BlockContent, BlockKind.Document, path);

    private const ContentKind BlockContent = ContentKind.Output;

    [Fact]
    public void Shorten_CSharp_KeepsDeclarationsAndNotesBodies()
    {
        var kept = Skeleton(CSharp, "Gauge.cs");

        Assert.NotNull(kept);
        Assert.Contains("    public Task<int> ReadAsync<T>(T from) where T : IPort\n    {\n        [TokenPak: lines 15-21 left out, original " + Shortened.Id + "]\n    }\n", kept, StringComparison.Ordinal);
        Assert.Contains("    public void Drain(int liters)\n    {\n        [lines 36-39 left out]\n    }\n}", kept, StringComparison.Ordinal);
        Assert.Contains("return a;", kept, StringComparison.Ordinal);
        Assert.Contains("['{'] = 1", kept, StringComparison.Ordinal);
        Assert.Contains("/// <summary>Reads the gauge.</summary>", kept, StringComparison.Ordinal);
        Assert.Contains("{ raw", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Shorten_Python_KeepsSignaturesDocumentationAndDecorators()
    {
        var kept = Skeleton(Python, "gauge.py");

        Assert.NotNull(kept);
        Assert.Contains("    def read(self, port,\n             timeout=5):\n        '''Read it once.'''\n        [TokenPak: lines 10-18 left out", kept, StringComparison.Ordinal);
        Assert.Contains("    @property\n    def short(self):\n        return 2\n", kept, StringComparison.Ordinal);
        Assert.Contains("async def drain(liters):\n    [lines 25-28 left out]\n\n\nLIMIT = 9", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("not_a_definition", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Go, "gauge.go", "func (g *Gauge) Read(port string) (int, error) {\n\t[TokenPak: lines 10-14 left out", "func Drain[T any](liters T) error {\n\t[lines 18-21 left out]\n}")]
    [InlineData(TypeScript, "gauge.ts", "async read(port: Port): Promise<number> {\n    [TokenPak: lines 11-16 left out", "export const drain = async (liters: number) => {\n  [lines 21-24 left out]\n};")]
    [InlineData(TypeScript, "https://example.org/gauge.ts?raw=1", "depth: number;", "describe('gauge', () => {\n  [lines 28-32 left out]\n});")]
    [InlineData(Rust, "gauge.rs", "pub fn read(&'a self, c: char) -> Result<u8, Error> {\n        [TokenPak: lines 9-13 left out", "fn drain(liters: u32) {\n    [lines 24-27 left out]\n}")]
    public void Shorten_OtherLanguages_KeepDeclarations(string code, string path, string first, string second)
    {
        var kept = Skeleton(code, path);

        Assert.Contains(first, kept, StringComparison.Ordinal);
        Assert.Contains(second, kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CSharp, "Gauge.cs", "Why does drain hang?", "Wait(liters);")]
    [InlineData(CSharp, "Gauge.cs", "What does `Task.FromResult(1)` mean?", "return Task.FromResult(1);")]
    [InlineData(Go, "gauge.go", "Why does Read fail?", "fmt.Println(r)")]
    [InlineData(Python, "gauge.py", "How is drain tested?", "    wait(a)\n    wait(a)\n")]
    [InlineData(Go, "gauge.go", "Does Drain return an error?", "c := 3")]
    [InlineData(Rust, "gauge.rs", "Who calls drain?", "let c = 3;")]
    public void Shorten_WhatTheQuestionNames_StaysWhole(string code, string path, string question, string body) => Assert.Contains(body, Skeleton(code, path, question), StringComparison.Ordinal);

    [Fact]
    public void Shorten_AttributesAndTuples_AreNoFunctions()
    {
        const string Body = "\n    {\n        a();\n        b();\n        c();\n        d();\n    }\n";
        const string Code = "[Table(typeof(Bay))]\n[Kind(1)]\npublic class Gauge\n{\n    [Test(1)]\n    public static (int A, int B) Both(int a)" + Body + "    public void Other()" + Body + "}\n";

        Assert.Contains("public static (int A, int B) Both(int a)\n    {\n        [TokenPak: lines", Skeleton(Code, "a.cs"), StringComparison.Ordinal);
        Assert.Contains("Both(int a)\n    {\n        a();", Skeleton(Code, "a.cs", "Who calls Both?"), StringComparison.Ordinal);
    }

    [Fact]
    public void Shorten_CodeWithoutAName_IsKnownByItsLines()
    {
        var code = string.Concat(Enumerable.Range(0, 12).Select(i => $"public static class Part{i}\n{{\n    public static int Sum(int a)\n    {{\n        var b = a;\n        b += 1;\n        b += 2;\n        return b;\n    }}\n}}\n\n"));

        Assert.Contains("[lines 116-119 left out]", Shortened.By(new SkeletonStage(), "using System;\n" + code, kind: BlockKind.Paste), StringComparison.Ordinal);
    }

    [Fact]
    public void Accepts_WhatAnEditMayHaveToMatch_IsNever()
    {
        Assert.Null(Shortened.By(new SkeletonStage(), CSharp, content: ContentKind.File, kind: BlockKind.ToolResult, subject: "Gauge.cs"));
        Assert.Null(Shortened.By(new SkeletonStage(), CSharp, content: ContentKind.File, kind: BlockKind.Paste, subject: "Gauge.cs"));
        Assert.Null(Shortened.By(new SkeletonStage(), CSharp, content: ContentKind.Output, kind: BlockKind.ToolResult, subject: "Gauge.cs"));
        Assert.Null(Shortened.By(new SkeletonStage(), CSharp, content: ContentKind.Diff, kind: BlockKind.ToolResult, subject: "Gauge.cs", hasTools: false));
        Assert.NotNull(Shortened.By(new SkeletonStage(), CSharp, content: ContentKind.File, kind: BlockKind.ToolResult, subject: "Gauge.cs", hasTools: false));
        Assert.NotNull(Shortened.By(new SkeletonStage(), CSharp, content: ContentKind.Output, kind: BlockKind.ToolResult, subject: "https://example.org/Gauge.cs"));
    }

    [Fact]
    public void Shorten_TextsThatAreNoCode_AreLeftAlone()
    {
        Assert.Null(Skeleton(CSharp[..^1], "Gauge.cs")); // a brace is missing
        Assert.Null(Skeleton(Texts.Numbered(CSharp.Split('\n')), "Gauge.cs"));
        Assert.Null(Skeleton("diff --git a/Gauge.cs b/Gauge.cs\n" + CSharp, "Gauge.cs"));
        Assert.Null(Skeleton("The gauge was read. It said nothing.\n", "notes.md"));
        Assert.Null(Skeleton(string.Concat(Enumerable.Repeat("a:hover {\n  color: red;\n  top: 1px;\n  left: 1px;\n  right: 1px;\n}\n", 20)), "style.css"));
        Assert.Null(Skeleton("", "Gauge.cs"));
    }
}
