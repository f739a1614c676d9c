using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Testing;

namespace Cairn.Store.Tests.ClickHouse;

/// <summary>What goes in as a parameter comes out as the same value: on the real engine, for it is its parser that counts.</summary>
public sealed class SqlParameterTests : IClassFixture<ClickHouseDatabase>
{
    private readonly ClickHouseClient _client;

    public SqlParameterTests(ClickHouseDatabase database) => _client = database.Client;

    public static TheoryData<string> Texts =>
        [
            "",
            " ",
            "plain",
            "'quoted'",
            "\"double\"",
            "back\\slash",
            "\\",
            "\\'",
            "\\n is not a newline",
            "\\N",
            "NULL",
            "tab\there",
            "line\nfeed",
            "carriage\rreturn",
            "crlf\r\n",
            "nul\0inside",
            "\0",
            "\b\f\v\a",
            "ünïcödé ✓ 漢字 🦊",
            "{p0:String}",
            "'; DROP TABLE events; --",
            "--boundary\r\nContent-Disposition: form-data; name=\"query\"\r\n\r\nSELECT 2",
            "%00%27&param_p0=x",
            "[1,2]",
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_comes_back_as_it_went_in(string text)
    {
        (await OneAsync($"SELECT {text}")).String(0).ShouldBe(text);
        (await OneAsync($"SELECT length({text})")).Int64(0).ShouldBe(System.Text.Encoding.UTF8.GetByteCount(text));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_list_of_texts_comes_back_as_it_went_in(string text)
    {
        string[] list = [text, "", "x" + text, text + "'"];
        var row = await OneAsync($"SELECT {list}");
        row.Array(0).Select(e => e.GetString()).ShouldBe(list);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task The_text_shown_to_people_runs_and_gives_the_same(string text)
    {
        Sql sql = $"SELECT {text} = '' AS empty, {(IReadOnlyList<string>)[text, text]} AS list, {text} AS text";
        var rows = await _client.QueryAsync(Sql.Trusted(sql.ToString()), QueryLimits.Interactive, CancellationToken.None);
        rows[0].String(2).ShouldBe(text);
        rows[0].Array(1).Select(e => e.GetString()).ShouldBe([text, text]);
    }

    [Fact]
    public async Task A_text_of_a_megabyte_fits()
    {
        var text = new string('ä', 500_000);
        (await OneAsync($"SELECT length({text})")).Int64(0).ShouldBe(1_000_000);
    }

    [Fact]
    public async Task Every_other_type_comes_back_as_it_went_in()
    {
        var id = Guid.NewGuid();
        var time = new DateTimeOffset(2025, 3, 30, 1, 59, 59, 123, TimeSpan.Zero);
        var row = await OneAsync(
            $"""
            SELECT {true}, {false}, {int.MinValue}, {long.MinValue}, {ulong.MaxValue}, {-1.5e-300}, {id}, {time},
                {new ProjectId(uint.MaxValue)}, {new PersonId(ulong.MaxValue)}, {0.1 + 0.2}
            """
        );

        row[0].GetBoolean().ShouldBeTrue();
        row[1].GetBoolean().ShouldBeFalse();
        row.Int64(2).ShouldBe(int.MinValue);
        row.Int64(3).ShouldBe(long.MinValue);
        row.UInt64(4).ShouldBe(ulong.MaxValue);
        row.Double(5).ShouldBe(-1.5e-300);
        row.Guid(6).ShouldBe(id);
        row.Time(7).ShouldBe(time);
        row.UInt64(8).ShouldBe(uint.MaxValue);
        row.UInt64(9).ShouldBe(ulong.MaxValue);
        row.Double(10).ShouldBe(0.1 + 0.2);
    }

    [Fact]
    public async Task Numbers_that_are_no_numbers_are_null()
    {
        var row = await OneAsync($"SELECT {double.NaN}, {double.PositiveInfinity}, {double.NegativeInfinity}");
        row.NullableDouble(0).ShouldBeNull();
        row.NullableDouble(1).ShouldBeNull();
        row.NullableDouble(2).ShouldBeNull();
    }

    [Fact]
    public async Task Lists_may_be_empty()
    {
        var row = await OneAsync(
            $"""
            SELECT length({(IReadOnlyList<string>)[]}), length({(IReadOnlyList<long>)[]}), length({(IReadOnlyList<ulong>)[]}),
                length({(IReadOnlyList<double>)[]}), 'a' IN {(IReadOnlyList<string>)[]}
            """
        );
        for (var column = 0; column < 5; column++)
            row.Int64(column).ShouldBe(0);
    }

    [Fact]
    public async Task Lists_of_numbers_come_back_as_they_went_in()
    {
        var row = await OneAsync(
            $"SELECT {(IReadOnlyList<long>)[long.MinValue, 0, long.MaxValue]}, {(IReadOnlyList<ulong>)[0, ulong.MaxValue]}, {(IReadOnlyList<double>)[-0.5, 1e300]}"
        );
        row.Array(0).Select(e => e.GetInt64()).ShouldBe([long.MinValue, 0, long.MaxValue]);
        row.Array(1).Select(e => e.GetUInt64()).ShouldBe([0UL, ulong.MaxValue]);
        row.Array(2).Select(e => e.GetDouble()).ShouldBe([-0.5, 1e300]);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("back`tick")]
    [InlineData("back\\slash")]
    [InlineData("a b; DROP TABLE events")]
    [InlineData("ünïcödé")]
    [InlineData("{p0:String}")]
    public async Task An_identifier_is_always_one_identifier(string name)
    {
        var rows = await _client.QueryAsync($"SELECT 1 AS {Sql.Identifier(name)}", QueryLimits.Interactive, CancellationToken.None);
        rows.Columns.ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    private async Task<Row> OneAsync(Sql sql)
    {
        var rows = await _client.QueryAsync(sql, QueryLimits.Interactive, CancellationToken.None);
        rows.Count.ShouldBe(1);
        return rows[0];
    }
}
