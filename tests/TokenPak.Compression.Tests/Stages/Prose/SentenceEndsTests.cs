using TokenPak.Compression.Stages.Prose;

namespace TokenPak.Compression.Tests.Stages.Prose;

public sealed class SentenceEndsTests
{
    [Theory]
    [InlineData("It works. | It does not! | Does it?")]
    [InlineData("He said \"Stop.\" | Then he left.")]
    [InlineData("Dr. Smith met J. R. Jones at 3.5 p.m. in the U.S. embassy. | They talked, e.g. about St. Helena.")]
    [InlineData("See Fig. 3 for v2.1.0 of example.com. | It costs $4.20 a day… | No. 5 is free.")]
    [InlineData("Am 3. Oktober 1990 war es so weit. | Im 19. Jahrhundert nicht.")]
    [InlineData("1. First do this. | Then that.")]
    [InlineData("El número subió. | ¿Por qué? | Nadie lo sabe.")]
    [InlineData("Он приехал в 1990 г. в Москву. | Потом уехал.")]
    [InlineData("系统在早上启动。|它读取配置。|然后呢？|没有错误！")]
    [InlineData("これは文です。|「次の文です。」|終わり")]
    [InlineData("هذه جملة أولى. | هل هذه ثانية؟ | نعم.")]
    [InlineData("یہ پہلا جملہ ہے۔ | یہ دوسرا ہے۔")]
    [InlineData("यह पहला वाक्य है। | यह दूसरा वाक्य है। | क्या यह तीसरा है?")]
    [InlineData("นี่คือประโยคแรกที่ยาวพอสมควรเพื่อให้ตัวแบ่งประโยคทำงานได้อย่างถูกต้องตามที่คาดไว้ | ประโยคที่สองเริ่มตรงนี้")]
    [InlineData("이것은 첫 문장이다. | 이것은 둘째 문장이다.")]
    public void Next_AnyLanguage_EndsWhereASentenceDoes(string marked)
    {
        var text = marked.Replace("|", "", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal);
        var expected = marked.Split('|', StringSplitOptions.TrimEntries);

        var found = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = SentenceEnds.Next(text, at);
            found.Add(text[at..end].Trim());
            at = end;
        }

        Assert.Equal(expected, found);
    }
}
