using TokenPak.Compression.Stages.Tables;

namespace TokenPak.Compression.Tests.Stages.Tables;

public sealed class TableEncoderTests
{
    [Fact]
    public void Array_OfUniformObjects_BecomesATable() => Encodes(
        """[{"flight":"HAT069","from":"JFK","seats":{"economy":12,"business":3},"open":true},{"flight":"HAT083","from":"JFK","seats":{"economy":7,"business":0},"open":null}]""",
        """
        [
        flight|from=JFK|seats{economy|business}|open
        HAT069|12|3|true
        HAT083|7|0|null
        ]
        """);

    [Fact]
    public void Cells_OfStringsAndOtherTypes_AreToldApart() => Encodes(
        """{"list":[{"name":"one","value":"1"},{"name":"two","value":1},{"name":"three","value":"null"},{"name":"four","value":null},{"name":"five"},{"name":"six","value":""},{"name":"seven","value":"a|b"},{"name":"eight","value":[1]}]}""",
        """
        {"list":[
        name|value
        one|"1"
        two|1
        three|"null"
        four|null
        five|
        six|""
        seven|"a|b"
        eight|[1]
        ]}
        """);

    [Fact]
    public void Strings_MadeOfOtherCells_StandInTheHeader() => Encodes(
        """[{"login":"octocat","id":1,"url":"https://api.example.com/users/octocat","img":"https://cdn.example.com/u/1?v=4","web":"https://example.com/pages/7/edit"},{"login":"hubot","id":22,"url":"https://api.example.com/users/hubot","img":"https://cdn.example.com/u/22?v=4","web":"https://example.com/pages/9/edit"}]""",
        """
        [
        login|id|url=https://api.example.com/users/<login>|img=https://cdn.example.com/u/<id>?v=4|web=https://example.com/pages/…/edit
        octocat|1|7
        hubot|22|9
        ]
        """);

    [Fact]
    public void Object_OfUniformObjects_BecomesATableWithItsKeys() => Encodes(
        """{"methods":{"card_1":{"source":"card","amount":10,"id":"card_1"},"card_2":{"source":"card","amount":25,"id":"card_2"},"gift_3":{"source":"gift","amount":5,"id":"gift_3"}}}""",
        """
        {"methods":{
        <key>|source|amount|id=<key>
        card_1|card|10
        card_2|card|25
        gift_3|gift|5
        }}
        """);

    [Fact]
    public void Array_OfArraysOfObjects_KeepsItsGroups() => Encodes(
        """[[{"flight":"A1","price":10},{"flight":"B2","price":20}],[{"flight":"C3","price":30}],[{"flight":"D4","price":40}]]""",
        """
        [groups
        flight|price
        A1|10
        B2|20

        C3|30

        D4|40
        ]
        """);

    [Fact]
    public void Object_ThatDoesNotFit_StandsBetweenTheRows() => Encodes(
        """[{"number":1,"title":"first issue"},{"number":2,"title":"second issue"},{"title":"third","number":3},{"number":4,"title":"fourth issue"}]""",
        """
        [
        number|title
        1|first issue
        2|second issue
        {"title":"third","number":3}
        4|fourth issue
        ]
        """);

    [Fact]
    public void Lines_OfObjects_BecomeATable() => Encodes(
        "Result:\n" + """{"event":"started","worker":1}""" + "\n" + """{"event":"failed","worker":12}""" + "\n" + """{"event":"finished","worker":3}""" + "\ndone\n",
        "Result:\n{\nevent|worker\nstarted|1\nfailed|12\nfinished|3\n}\ndone\n");

    [Fact]
    public void Strings_SharingTheirBeginning_AreShortenedByTheLegend() => Encodes(
        """{"forks_url":"https://api.example.com/repos/o/r/forks","keys_url":"https://api.example.com/repos/o/r/keys{/id}","url":"https://api.example.com/repos/o/r","n":1.50e+3}""",
        """
        [In strings $a=https://api.example.com/repos/o/r]
        {"forks_url":"$a/forks","keys_url":"$a/keys{/id}","url":"$a","n":1.50e+3}
        """);

    [Fact]
    public void String_HoldingJson_IsWrittenAsThatJson() => Encodes(
        """{"type":"text","text":"{\"rows\":[{\"first\":1,\"second\":\"a\\\"b\"},{\"first\":2,\"second\":\"c\"},{\"first\":3,\"second\":\"d\"}]}"}""",
        """
        {"type":"text","text":json{"rows":[
        first|second
        1|"a\"b"
        2|c
        3|d
        ]}}
        """);

    [Theory]
    [InlineData("""{"a":{"name":"x","size":1},"b":{"color":"red","weight":2.5},"c":{"street":"y","city":"z"}}""")] // nothing in common
    [InlineData("""[{"a":1,"a":2},{"a":3,"a":4},{"a":5,"a":6},{"a":7,"a":8},{"a":9,"a":10},{"a":11,"a":12}]""")] // names twice
    [InlineData("""[[],[],[[]],{},[{}],[{},{}],"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]""")]
    [InlineData("[1, 2, 3\n[\n{ \"not\": json } and more text that is here to be long enough to be looked at")]
    [InlineData("""{"s":"$a is a string of its own","u":"https://api.example.com/x/y/z","v":"https://api.example.com/x/y/w"}""")]
    public void Json_WithNothingToShorten_IsRefused(string text) => Assert.Null(LosslessCheck.Encode(TableEncoder.TryEncode, text));

    [Fact]
    public void Pretty_Json_LosesItsBlanksOnly()
    {
        const string Pretty = "{\n  \"items\": [\n    { \"id\": 1, \"name\": \"first one\" },\n    { \"id\": 2, \"name\": \"second one\" }\n  ],\n  \"next\": null\n}\n";

        var encoded = LosslessCheck.Encode(TableEncoder.TryEncode, Pretty);

        Assert.NotNull(encoded);
        Assert.Equal("""{"items":[{"id":1,"name":"first one"},{"id":2,"name":"second one"}],"next":null}""" + "\n", TableDecoder.Decode(encoded));
    }

    [Theory]
    [InlineData(100_000, "[")]
    [InlineData(100_000, "{\"a\":")]
    [InlineData(100_000, "[\n")]
    [InlineData(20_000, "{\"a\":1}\n[")]
    [InlineData(100_000, "{\"k\":\"v\"},")]
    public void Text_ThatNestsOrBreaksOff_IsSurvived(int times, string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));

        LosslessCheck.Holds(TableEncoder.TryEncode, TableDecoder.Decode, text, piece);
    }

    [Fact]
    public void Strings_OfHundredThousandsOfCharacters_TakeLinearTime()
    {
        var word = new string('a', 200_000);
        var text = "[" + string.Join(',', Enumerable.Range(0, 8).Select(i => $"{{\"name\":\"{word}{(char)('b' + i)}\",\"id\":{i}}}")) + "]";

        LosslessCheck.Holds(TableEncoder.TryEncode, TableDecoder.Decode, text, "long strings");
    }

    [Fact]
    public void Strings_ThatLookLikeAPrefixsSymbol_StayWhatTheyAre()
    {
        // Lines that are a table without the legend and JSON with it: the string must not be read as the prefix.
        const string Text = """
            {"id":"3","a":{"login":"user0","url":"https://example.com/user0","id":12},"key":"https://api.example.com/users/user2/repos{/id}"}
            {"field1":"open","field2":null,"field3":"https://api.example.com/users/user1/repos{/id}","a":"$b/c "}
            {"field0":"https://api.example.com/users/user0/repos{/id}","field2":{"login":"user0","url":"https://example.com/user0","id":1},"field3":"https://api.example.com/users/user0/repos{/id}"}
            {"field1":"https://api.example.com/users/user2/repos{/id}","field2":"https://api.example.com/users/user0/repos{/id}"}
            """;

        Assert.DoesNotContain("[In strings", LosslessCheck.Encode(TableEncoder.TryEncode, Text) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_OfAnObjectThatIsNoRow_AreNoColumns() => Encodes(
        """[{"a":0,"kind":"one","kind":"two","b":1,"more":"A"},{"a":1,"kind":"crate","b":12},{"a":2,"kind":"crate","b":-7},{"a":3,"kind":"crate","b":8}]""",
        """
        [
        a|kind=crate|b
        {"a":0,"kind":"one","kind":"two","b":1,"more":"A"}
        1|12
        2|-7
        3|8
        ]
        """);

    [Fact]
    public void Json_OfAnyKind_DecodesToItself() =>
        LosslessCheck.HoldsForSeeds(TableEncoder.TryEncode, TableDecoder.Decode, rolls => new JsonRolls(rolls).Text(), 6000);

    private static void Encodes(string text, string expected)
    {
        Assert.Equal(expected, LosslessCheck.Encode(TableEncoder.TryEncode, text));
        Assert.Equal(text, TableDecoder.Decode(expected));
    }
}
