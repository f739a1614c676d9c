using Cairn.Ingest.Import;

namespace Cairn.Ingest.Tests.Import;

public sealed class CsvRowsTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b", "1|2")]
    [InlineData("\uFEFFa;b\r\n1;2", "a|b", "1|2")]
    [InlineData("a\tb\r\n\r\n1\t\r\n", "a|b", "1|")]
    [InlineData("a,b\n\"x,\"\"y\"\"\nz\",2\n", "a|b", "x,\"y\"\nz|2")]
    [InlineData("\"a, b\",c\n\"\",\"\"", "a, b|c", "|")]
    [InlineData("a\nü€😀", "a", "ü€😀")]
    public void Records_are_cut_as_rfc_4180_says(string text, string header, string first)
    {
        var csv = new CsvRows(new StringReader(text));
        string.Join('|', csv.ReadHeader()).ShouldBe(header);
        string.Join('|', csv.Read()!).ShouldBe(first);
        csv.Read().ShouldBeNull();
    }

    [Fact]
    public void An_open_quote_does_not_take_the_memory()
    {
        var csv = new CsvRows(new StringReader("a\n\"" + new string('x', 5_000)), maxRecord: 1_000);
        csv.ReadHeader();
        Should.Throw<FormatException>(() => csv.Read());
    }

    /// <summary>Whatever cells are written come back, quotes and line ends and all.</summary>
    [Fact]
    public void What_is_written_is_read()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var rows = Enumerable
                .Range(0, random.Next(1, 6))
                .Select(_ => Enumerable.Range(0, 3).Select(_ => Cell(random)).ToArray())
                .ToArray();
            var text =
                "a,b,c\r\n"
                + string.Concat(rows.Select(r => string.Join(',', r.Select(c => "\"" + c.Replace("\"", "\"\"") + "\"")) + "\r\n"));
            var csv = new CsvRows(new StringReader(text));
            csv.ReadHeader();
            foreach (var row in rows)
                csv.Read()!.ShouldBe(row);
            csv.Read().ShouldBeNull();
        }
    }

    private static string Cell(Random random) => new([.. Enumerable.Range(0, random.Next(6)).Select(_ => "a,\"\r\n;\tü"[random.Next(8)])]);
}
