using System.Buffers;
using System.IO.Hashing;
using System.Net;
using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Html;

/// <summary>
/// Writes a page's text with what gives it structure, in Markdown's signs. Everything that opens (a line, a bullet, a link) is written when text follows, so that empty elements leave no trace.
/// </summary>
internal sealed class PageWriter(TextBuffer output)
{
    private const int MaxIndent = 8;
    private const int LongestUrl = 300;

    private static readonly SearchValues<char> NoAddress = SearchValues.Create(" \n\t<>()");

    private readonly HashSet<ulong> _urls = new(Scatter.Instance);
    private readonly List<int> _lists = [];
    private string _prefix = "";
    private string? _url;
    private int _linkStart = -1;
    private int _breaks = 2;
    private int _cells;
    private int _code;
    private int _pre;
    private bool _blank;
    private bool _inRow;
    private bool _atCell;

    /// <summary>Characters of the page's own text so far.</summary>
    public int Written { get; private set; }

    public bool IsInPre => _pre > 0;

    /// <summary>Ends the line, with an empty one behind it for a <paramref name="block"/> outside lists.</summary>
    public void Break(bool block)
    {
        if (_pre > 0) return;
        _blank = false;
        if (_inRow)
        {
            // A cell's own lines stand behind each other: a row is one line.
            _blank = !_atCell;
            return;
        }

        CloseLink();
        _breaks = Math.Max(_breaks, block && _lists.Count == 0 ? 2 : 1);
    }

    /// <summary>What stands before the next text: a heading's or an item's mark.</summary>
    public void Mark(string prefix) => _prefix = prefix;

    public void OpenList(bool numbered)
    {
        Break(block: _lists.Count == 0);
        _lists.Add(numbered ? 1 : 0);
    }

    public void CloseList()
    {
        if (_lists.Count > 0) _lists.RemoveAt(_lists.Count - 1);
        _prefix = "";
        Break(block: _lists.Count == 0);
    }

    public void Item()
    {
        Break(block: false);
        var number = _lists.Count > 0 ? _lists[^1] : 0;
        if (number > 0) _lists[^1]++;
        var indent = new string(' ', 2 * Math.Clamp(_lists.Count - 1, 0, MaxIndent));
        _prefix = number > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{indent}{number}. ") : $"{indent}- ";
    }

    public void Row()
    {
        EndRow();
        Break(block: false);
        (_inRow, _cells, _atCell) = (true, -1, true);
    }

    public void EndRow()
    {
        if (!_inRow) return;
        CloseLink();
        (_inRow, _cells, _blank) = (false, 0, false);
        Break(block: false);
    }

    /// <summary>A paragraph or a list behind a cell's first text: the table is there for its layout, and its rows are no lines.</summary>
    public void LeaveCell()
    {
        if (_inRow && !_atCell) EndRow();
    }

    public void Cell()
    {
        if (!_inRow)
        {
            Break(block: false);
            return;
        }

        CloseLink();
        _cells++;
        (_atCell, _blank) = (true, false);
    }

    public void OpenPre()
    {
        Break(block: true);
        if (++_pre == 1) (_prefix, _blank) = ("```\n", false);
    }

    public void ClosePre()
    {
        if (_pre == 0 || --_pre > 0) return;
        if (_prefix.Length > 0)
        {
            _prefix = "";
            return;
        }

        if (output.Text[^1] != '\n') output.Append('\n');
        output.Append("```");
        Break(block: true);
    }

    public void Code(bool opens)
    {
        if (_pre > 0) return;
        if (opens)
        {
            _code = _code == 0 ? 1 : _code;
            return;
        }

        if (_code == 2) output.Append('`');
        _code = 0;
    }

    public void OpenLink(string? url)
    {
        CloseLink();
        _url = url is null || _pre > 0 || !IsWorth(url) ? null : url;
    }

    public void CloseLink()
    {
        if (_linkStart >= 0 && _url is { } url)
        {
            if (_code == 2)
            {
                output.Append('`');
                _code = 0;
            }

            if (output.Text[(_linkStart + 1)..].Equals(url, StringComparison.Ordinal)) _linkStart = -1; // the address is the text
            else
            {
                output.Append("](");
                output.Append(url);
                output.Append(')');
            }
        }

        (_url, _linkStart) = (null, -1);
    }

    /// <summary>A sign that joins what comes before and behind.</summary>
    public void Sign(string sign)
    {
        if (output.Length > 0 && !_blank && _breaks == 0 && !char.IsWhiteSpace(output.Text[^1])) output.Append(sign);
    }

    /// <summary>A text of the page, character references not yet resolved.</summary>
    public void Text(ReadOnlySpan<char> html)
    {
        if (html.Contains('&')) html = WebUtility.HtmlDecode(html.ToString());
        if (_pre > 0) Verbatim(html);
        else Words(html);
    }

    /// <summary>A note on a line of its own.</summary>
    public void Note()
    {
        CloseLink();
        Begin();
        _breaks = 1;
    }

    private void Verbatim(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        if (_prefix.Length > 0) text = text.TrimStart("\r\n");
        if (text.IsWhiteSpace() && _prefix.Length > 0) return;
        Begin();
        output.Append(text);
        Written += text.Length;
    }

    private void Words(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (IsBlank(text[at]))
            {
                _blank = true;
                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && !IsBlank(text[end])) end++;
            Word(text[at..end]);
            at = end;
        }
    }

    private void Word(ReadOnlySpan<char> word)
    {
        Begin();
        if (_url is not null && _linkStart < 0)
        {
            _linkStart = output.Length;
            output.Append('[');
        }

        if (_code == 1)
        {
            output.Append('`');
            _code = 2;
        }

        output.Append(word);
        Written += word.Length;
    }

    /// <summary>Writes what is due before the next text: ends of lines, cells, a blank, a mark.</summary>
    private void Begin()
    {
        if (_breaks > 0)
        {
            if (output.Length > 0)
            {
                output.Append('\n');
                if (_breaks > 1) output.Append('\n');
            }

            (_breaks, _blank) = (0, false);
        }

        if (_inRow && _atCell)
        {
            for (; _cells > 0; _cells--) output.Append(" | ");
            (_atCell, _blank) = (false, false);
        }

        if (_blank && output.Length > 0 && output.Text[^1] != '\n') output.Append(' ');
        _blank = false;
        if (_prefix.Length == 0) return;
        output.Append(_prefix);
        _prefix = "";
    }

    /// <summary>An address that leads somewhere else, and is not known yet.</summary>
    private bool IsWorth(string url)
    {
        if (url.Length is 0 or > LongestUrl || url[0] == '#' || url.AsSpan().ContainsAny(NoAddress)) return false;
        if (url.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return false;
        return _urls.Add(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(url.AsSpan())));
    }

    private static bool IsBlank(char c) => c is ' ' or '\n' or '\t' or '\r' or '\f' or '\u00a0' or '\u200b';
}
