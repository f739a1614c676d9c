using Cairn.Query.Catalog;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Sources;

/// <summary>A property's value as SQL: one nullable expression per type it may have. At most one of them is not NULL in a row; all are where the
/// property is absent. A type it can never have is null here.</summary>
/// <param name="Text">Nullable(String). Lists and objects are their JSON text.</param>
/// <param name="Number">Nullable(Float64); for times Unix milliseconds.</param>
/// <param name="Flag">Nullable(Bool).</param>
/// <param name="Written">How it is written where people read it; null: as its type is.</param>
public sealed record PropertySql(Sql? Text, Sql? Number, Sql? Flag, PropertyKind Kind, Sql? Written = null)
{
    /// <summary>Text as it is, a number in its shortest decimal form (99, 0.5, 1e21), <c>true</c> or <c>false</c>; NULL when absent.</summary>
    public Sql AsText
    {
        get
        {
            if (Written is not null)
                return Written;
            List<Sql> forms = [];
            if (Text is not null)
                forms.Add(Text);
            if (Number is not null)
                forms.Add($"toString({Number})");
            if (Flag is not null)
                forms.Add($"toString({Flag})");
            return forms.Count == 1 ? forms[0] : $"coalesce({Sql.Join(", ", forms)})";
        }
    }

    /// <summary>A number as it is, a text that is written as a finite decimal number as that number; else NULL.</summary>
    public Sql AsNumber =>
        (Text, Number) switch
        {
            (null, null) => $"CAST(NULL AS Nullable(Float64))",
            (null, not null) => Number,
            (not null, null) => OfText(Text),
            _ => $"coalesce({Number}, {OfText(Text)})",
        };

    /// <summary>Whether the property is there.</summary>
    public Sql IsSet
    {
        get
        {
            var forms = new[] { Text, Number, Flag }.OfType<Sql>().Select(form => (Sql)$"{form} IS NOT NULL");
            return $"({Sql.Join(" OR ", forms)})";
        }
    }

    /// <summary>toFloat64OrNull takes sign, digits, point and exponent, no blanks and nothing else, but also inf and nan.</summary>
    internal static Sql OfText(Sql text) => $"if(isFinite(toFloat64OrNull({text})), toFloat64OrNull({text}), NULL)";
}
