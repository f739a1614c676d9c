using System.Text;
using System.Text.Json;
using Cairn.Insights.Tests.Questions;

namespace Cairn.Insights.Tests.Export;

public sealed class ExportTests(QuestionServer server) : IClassFixture<QuestionServer>
{
    private const string Trend =
        """{"kind":"trends","range":{"from":"-2d"},"series":[{"event":"buy","measure":"count"}],"breakdowns":[{"property":"plan"}]}""";

    private const string Formulas = """{"kind":"sql","query":"SELECT '=1+1' AS a, -1 AS b, 'x,\"y\"' AS c, [1,2] AS d, NULL AS e"}""";

    [Fact]
    public async Task A_trend_has_a_row_per_point()
    {
        var lines = (await TextAsync("query/export?format=csv", Trend)).TrimEnd().Split("\r\n");
        lines[0].ShouldBe("name,breakdown,total,t,value");
        lines.Length.ShouldBe(9);
        lines[1..3].ShouldBe(["buy,free,2,2026-11-02T23:00:00Z,2", "buy,free,2,2026-11-03T23:00:00Z,0"]);
        lines[^1].ShouldBe("buy,(none),1,2026-11-03T23:00:00Z,0");
    }

    [Fact]
    public async Task A_text_that_a_spreadsheet_would_run_gets_an_apostrophe() =>
        (await TextAsync("query/export?format=csv", Formulas)).ShouldBe("a,b,c,d,e\r\n'=1+1,-1,\"x,\"\"y\"\"\",\"[1,2]\",\r\n");

    [Fact]
    public async Task Json_and_ndjson_keep_values_as_they_are()
    {
        const string Row = """{"a":"=1+1","b":-1,"c":"x,\"y\"","d":[1,2],"e":null}""";
        (await TextAsync("query/export?format=ndjson", Formulas)).ShouldBe(Row + "\n");
        (await TextAsync("query/export?format=json", Formulas)).ShouldBe("[\n" + Row + "\n]\n");
    }

    [Fact]
    public async Task Parquet_begins_and_ends_as_parquet_does()
    {
        foreach (
            var (path, json) in new[]
            {
                ("query/export?format=parquet", Trend),
                ("query/export?format=parquet", Formulas),
                ("export/events?format=parquet", null),
            }
        )
        {
            var (status, type, body) = await server.FileAsync(path, json);
            status.ShouldBe(200, Encoding.UTF8.GetString(body));
            type.ShouldBe("application/vnd.apache.parquet");
            Encoding.ASCII.GetString(body[..4]).ShouldBe("PAR1");
            Encoding.ASCII.GetString(body[^4..]).ShouldBe("PAR1");
        }
    }

    [Fact]
    public async Task Events_come_out_as_they_went_in()
    {
        var lines = (await TextAsync("export/events?event=buy"))
            .TrimEnd('\n')
            .Split('\n')
            .Select(l => JsonDocument.Parse(l).RootElement)
            .ToArray();
        lines.Length.ShouldBe(9);
        var dora = lines.First(l => l.GetProperty("distinct_id").GetString() == "dora");
        dora.GetProperty("timestamp").GetString().ShouldBe("2026-11-04T09:00:00.000Z");
        dora.GetProperty("properties").GetRawText().ShouldBe("""{"amount":2.5,"plan":"pro"}""");
        dora.GetProperty("groups").GetRawText().ShouldBe("""{"company":"acme"}""");
        JsonDocument.Parse(await TextAsync("export/events?format=json")).RootElement.GetArrayLength().ShouldBe(15);
        JsonDocument.Parse(await TextAsync("export/events?format=json&event=none")).RootElement.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Events_can_be_narrowed()
    {
        (await LinesAsync("format=csv")).ShouldBe(16);
        (await LinesAsync("format=csv&from=-1d")).ShouldBe(5);
        (await LinesAsync("format=csv&from=2026-11-03&to=2026-11-03")).ShouldBe(6);
        (await LinesAsync("format=csv&distinctId=anon")).ShouldBe(3);
        var filter = Uri.EscapeDataString("""{"property":"plan","op":"eq","value":"pro"}""");
        (await LinesAsync("format=csv&filter=" + filter)).ShouldBe(4);

        async Task<int> LinesAsync(string query) => (await TextAsync("export/events?" + query)).TrimEnd().Split('\n').Length;
    }

    [Theory]
    [InlineData("export/events?format=xls", null, "/format")]
    [InlineData("export/events?fro=-1d", null, "/fro")]
    [InlineData("export/events?filter={", null, "/filter")]
    [InlineData("query/export?format=xls", Trend, "/format")]
    [InlineData("query/export?list=none", Trend, "/list")]
    [InlineData("query/export", """{"kind":"trends"}""", "/range")]
    public async Task A_bad_parameter_is_named(string path, string? json, string pointer)
    {
        var (status, _, body) = await server.FileAsync(path, json);
        status.ShouldBe(400);
        JsonDocument
            .Parse(body)
            .RootElement.GetProperty("errors")
            .EnumerateArray()
            .ShouldContain(e => e.GetProperty("pointer").GetString() == pointer);
    }

    private async Task<string> TextAsync(string path, string? json = null)
    {
        var (status, _, body) = await server.FileAsync(path, json);
        var text = Encoding.UTF8.GetString(body);
        status.ShouldBe(200, text);
        return text;
    }
}
