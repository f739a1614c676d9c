using System.Collections.Frozen;
using System.Text.Json;
using Cairn.Query.Spec;

namespace Cairn.Query.Filters;

/// <summary>Reads a filter: <c>{ and }</c>, <c>{ or }</c>, <c>{ not }</c>, <c>{ cohort, in? }</c> or <c>{ property, scope?, op, value? }</c>.</summary>
public static class FilterReader
{
    /// <summary>Deeper ones are refused.</summary>
    public const int MaxDepth = 20;

    /// <summary>Values in one comparison.</summary>
    public const int MaxValues = 10_000;

    public static readonly FrozenDictionary<string, Op> Ops = new Dictionary<string, Op>
    {
        ["eq"] = Op.Eq,
        ["neq"] = Op.Neq,
        ["in"] = Op.In,
        ["not_in"] = Op.NotIn,
        ["contains"] = Op.Contains,
        ["not_contains"] = Op.NotContains,
        ["starts_with"] = Op.StartsWith,
        ["ends_with"] = Op.EndsWith,
        ["regex"] = Op.Regex,
        ["not_regex"] = Op.NotRegex,
        ["gt"] = Op.Gt,
        ["gte"] = Op.Gte,
        ["lt"] = Op.Lt,
        ["lte"] = Op.Lte,
        ["between"] = Op.Between,
        ["is_set"] = Op.IsSet,
        ["is_not_set"] = Op.IsNotSet,
    }.ToFrozenDictionary();

    private static readonly Filter _nothing = new Filter.And([]);

    /// <summary>The filter; one that lets everything through when it has faults.</summary>
    public static Filter Read(SpecNode node, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            node.Fault("too_deep", $"Filters may nest {MaxDepth} levels deep.");
            return _nothing;
        }

        if (node.Kind == JsonValueKind.Object)
        {
            if (Has("and"))
                return node.Object("and")?.Required("and") is { } and ? new Filter.And(Parts(and)) : _nothing;
            if (Has("or"))
                return node.Object("or")?.Required("or") is { } or ? new Filter.Or(Parts(or)) : _nothing;
            if (Has("not"))
                return node.Object("not")?.Required("not") is { } not ? new Filter.Not(Read(not, depth + 1)) : _nothing;
            if (Has("cohort"))
                return Cohort(node);
        }

        return node.Object("property", "scope", "op", "value") is { } fields ? Comparison(fields) : _nothing;

        bool Has(string name) => node.Element.TryGetProperty(name, out _);

        Filter[] Parts(SpecNode list) => [.. list.List(0, 200).Select(part => Read(part, depth + 1))];
    }

    private static Filter Cohort(SpecNode node)
    {
        if (node.Object("cohort", "in") is not { } fields)
            return _nothing;
        var isIn = fields["in"]?.Flag() ?? true;
        return fields.Required("cohort") is { } name && PropertyReader.Cohort(name) is { } cohort
            ? new Filter.InCohort(cohort, isIn)
            : _nothing;
    }

    /// <summary>Reads <c>property</c>, <c>scope</c>, <c>op</c> and <c>value</c>; a filter that lets everything through where they have faults.</summary>
    /// <param name="scope">Where none is given.</param>
    internal static Filter Comparison(SpecObject fields, PropertyScope scope = PropertyScope.Event)
    {
        var property = PropertyReader.Read(fields, scope);
        var faults = fields.Node.Errors.Count;
        var op = fields.Required("op")?.Word(Ops) ?? Op.IsSet;
        // Of an unknown operator nobody knows what values it takes.
        if (fields.Node.Errors.Count > faults)
            return _nothing;
        if (op is Op.IsSet or Op.IsNotSet)
        {
            fields["value"]?.Fault("unexpected_value", "is_set and is_not_set take no value.");
            return new Filter.Compare(property, op, []);
        }

        if (fields.Required("value") is not { } node)
            return _nothing;
        faults = fields.Node.Errors.Count;
        var values = Values(node, op);
        if (fields.Node.Errors.Count == faults)
            FilterValueChecks.Check(property, op, values, node);
        return new Filter.Compare(property, op, values);
    }

    private static FilterValue[] Values(SpecNode node, Op op)
    {
        if (node.Kind != JsonValueKind.Array)
        {
            if (op is not (Op.In or Op.NotIn or Op.Between))
                return [Value(node)];
            node.Fault("wrong_type", op == Op.Between ? "between takes a list of two: [lowest, highest]." : "in and not_in take a list.");
            return [];
        }

        if (op is Op.Gt or Op.Gte or Op.Lt or Op.Lte or Op.Regex or Op.NotRegex)
        {
            node.Fault("wrong_type", "This operator takes one value, not a list.");
            return [];
        }

        return op == Op.Between
            ? [.. node.List(2, 2).Select(Value)]
            : [.. node.List(op is Op.In or Op.NotIn ? 0 : 1, MaxValues).Select(Value)];
    }

    private static FilterValue Value(SpecNode node)
    {
        switch (node.Kind)
        {
            case JsonValueKind.String:
                return FilterValue.Of(node.Text(0, 8_000));
            case JsonValueKind.Number when node.Element.TryGetDouble(out var number) && double.IsFinite(number):
                return FilterValue.Of(number);
            case JsonValueKind.True or JsonValueKind.False:
                return FilterValue.Of(node.Kind == JsonValueKind.True);
            default:
                node.Fault("wrong_type", "A value must be a text, a number, true or false. To ask for absent values use is_not_set.");
                return FilterValue.Of("");
        }
    }
}
