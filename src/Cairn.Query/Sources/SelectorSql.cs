using Cairn.Events;
using Cairn.Query.Filters;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Sources;

/// <summary>Which events a selector means.</summary>
public static class SelectorSql
{
    /// <summary>Every event but $identify, $alias, $set, $group and $engagement.</summary>
    public static Sql IsBehaviour =>
        $"event NOT IN ({EventNames.Identify}, {EventNames.Alias}, {EventNames.Set}, {EventNames.Group}, {EventNames.Engagement})";

    /// <summary>By name alone: a condition the table's order can use.</summary>
    public static Sql ByName(Selector selector) => selector.Event is { } name ? $"event = {name}" : IsBehaviour;

    /// <summary>The whole condition.</summary>
    public static Sql Matches(Selector selector, EventSource source) =>
        selector.Where is { } where ? $"{ByName(selector)} AND {FilterSql.Render(where, source)}" : ByName(selector);

    /// <summary>A condition that every event of any of the selectors meets, by name alone.</summary>
    public static Sql AnyByName(IReadOnlyList<Selector> selectors)
    {
        var names = selectors.Select(s => s.Event).OfType<string>().Distinct().ToArray();
        if (selectors.All(s => s.Event is not null))
            return names.Length == 1 ? (Sql)$"event = {names[0]}" : $"event IN ({List(names)})";
        var besides = names.Where(n => !EventNames.IsBehaviour(n)).ToArray();
        return besides.Length == 0 ? IsBehaviour : $"({IsBehaviour} OR event IN ({List(besides)}))";

        static Sql List(string[] values) => Sql.Join(", ", values.Select(v => (Sql)$"{v}"));
    }
}
