using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Trends;

/// <summary>One aggregate that a measure is made of. Aggregates of buckets can be merged into those of longer spans.</summary>
/// <param name="Alias">Its column.</param>
/// <param name="Function">count, sum, min, max, uniqExact or quantileExactInclusive.</param>
/// <param name="Argument">Over what; empty for count.</param>
/// <param name="Condition">Which rows; null: all.</param>
/// <param name="Level">The quantile's level.</param>
internal sealed record Aggregate(Sql Alias, string Function, Sql Argument, Sql? Condition, double? Level = null)
{
    private bool IsState => Function is "uniqExact" or "quantileExactInclusive";

    /// <summary>Over rows: a final value.</summary>
    public Sql Final => Call(Function);

    /// <summary>Over rows: something to be merged.</summary>
    public Sql Partial => Call(IsState ? Function + "State" : Function);

    /// <summary>Over columns of <see cref="Partial"/>: a final value.</summary>
    public Sql Merged
    {
        get
        {
            var name = Sql.Trusted(
                Function switch
                {
                    "count" => "sum",
                    _ => IsState ? Function + "Merge" : Function,
                }
            );
            return $"{name}{LevelSql}({Alias})";
        }
    }

    private Sql LevelSql => Level is { } level ? Sql.Trusted($"({level:R})") : Sql.Empty;

    private Sql Call(string function)
    {
        if (Condition is null)
            return $"{Sql.Trusted(function)}{LevelSql}({Argument})";
        var separator = Argument.IsEmpty ? Sql.Empty : Sql.Trusted(", ");
        return $"{Sql.Trusted(function + "If")}{LevelSql}({Argument}{separator}{Condition})";
    }
}

/// <summary>A measure as aggregates and the arithmetic over them.</summary>
internal sealed record MeasureSql(Measure Measure, IReadOnlyList<Aggregate> Aggregates)
{
    /// <summary>The measure of series <paramref name="index"/>.</summary>
    /// <param name="condition">Which of the scanned rows belong to the series; null: all.</param>
    public static MeasureSql Of(TrendsSeries series, int index, Sql? condition, EventSource source)
    {
        return new MeasureSql(
            series.Measure,
            series.Measure switch
            {
                Measure.Count => [Count()],
                Measure.Persons or Measure.Dau or Measure.Wau or Measure.Mau => [Persons()],
                Measure.PerPerson => [Count(), Persons()],
                Measure.Sessions => [Make("sessions", "uniqExact", source.Session(), And(SessionsSql.HasSession))],
                Measure.Sum => [Make("sum", "sum", Number(), condition)],
                Measure.Avg => [Make("sum", "sum", Number(), condition), Make("numbers", "count", Number(), condition)],
                Measure.Min => [Make("min", "min", Number(), condition)],
                Measure.Max => [Make("max", "max", Number(), condition)],
                _ => [Make("values", "quantileExactInclusive", Number(), condition, series.Measure.Level())],
            }
        );

        Aggregate Count() => Make("count", "count", Sql.Empty, condition);
        Aggregate Persons() => Make("persons", "uniqExact", source.Person, condition);
        Sql Number() => source.Property(series.Property!).AsNumber;
        Sql And(Sql also) => condition is null ? also : $"({condition}) AND {also}";
        Aggregate Make(string name, string function, Sql argument, Sql? rows, double? level = null) =>
            new(Sql.Identifier($"{name}_{(char)('a' + index)}"), function, argument, rows, level);
    }

    /// <summary>The measure's value, Float64, 0 over nothing; <paramref name="read"/> says how each aggregate is to be read.</summary>
    public Sql Value(Func<Aggregate, Sql> read)
    {
        var first = read(Aggregates[0]);
        return Measure switch
        {
            Measure.PerPerson => Ratio(first, read(Aggregates[1])),
            Measure.Avg => Ratio($"ifNull({first}, 0)", read(Aggregates[1])),
            Measure.Sum or Measure.Min or Measure.Max => $"ifNull({first}, 0)",
            Measure.Median or Measure.P90 or Measure.P95 or Measure.P99 => $"ifNull(ifNotFinite({first}, 0), 0)",
            _ => first,
        };

        static Sql Ratio(Sql dividend, Sql divisor) => $"if({divisor} = 0, 0, {dividend} / {divisor})";
    }
}
