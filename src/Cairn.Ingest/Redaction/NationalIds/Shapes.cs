using System.Text.RegularExpressions;

namespace Cairn.Ingest.Redaction.NationalIds;

/// <summary>How the ids are written. Each is bounded in length, so that a text is read once.</summary>
internal static partial class Shapes
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    /// <summary>No letter, digit, dot or hyphen goes on before or after.</summary>
    private const string From = @"(?<![\w.]|\w-)";
    private const string To = @"(?!\w|[.-]\w)";

#pragma warning disable MA0009 // every repetition is bounded or ends the match, so a text is read once; a time-out would refuse the event
    [GeneratedRegex(From + @"\d{3}(?:-\d{2}-| \d{2} )\d{4}" + To, Options)]
    public static partial Regex UsDashed { get; }

    [GeneratedRegex(From + @"\d{9}" + To, Options)]
    public static partial Regex Nine { get; }

    [GeneratedRegex(From + @"\d{3}(?<sep>[ -]?)\d{3}\k<sep>\d{3}" + To, Options)]
    public static partial Regex NineInThrees { get; }

    [GeneratedRegex(From + @"[A-Za-z]{2} \d{2} \d{2} \d{2} [A-Da-d]" + To, Options)]
    public static partial Regex UkSpaced { get; }

    [GeneratedRegex(From + @"[A-Za-z]{2} ?\d{6} ?[A-Da-d]" + To, Options)]
    public static partial Regex UkPlain { get; }

    [GeneratedRegex(From + @"[12] ?\d\d ?\d\d ?(?:\d\d|2[ABab]) ?\d{3} ?\d{3} ?\d\d" + To, Options)]
    public static partial Regex French { get; }

    [GeneratedRegex(From + @"(?:\d{8}|[XYZ]\d{7})[A-Z]" + To, Options)]
    public static partial Regex Spanish { get; }

    [GeneratedRegex(From + @"(?:\d{8}|[XYZxyz]-?\d{7})[ -]?[A-Za-z]" + To, Options)]
    public static partial Regex SpanishDashed { get; }

    [GeneratedRegex(
        From
            + @"[A-Za-z]{6}[0-9LMNPQRSTUVlmnpqrstuv]{2}[ABCDEHLMPRSTabcdehlmprst][0-9LMNPQRSTUVlmnpqrstuv]{2}[A-Za-z][0-9LMNPQRSTUVlmnpqrstuv]{3}[A-Za-z]"
            + To,
        Options
    )]
    public static partial Regex Italian { get; }

    [GeneratedRegex(From + @"\d{3}\.\d{3}\.\d{3}-\d{2}" + To, Options)]
    public static partial Regex Brazilian { get; }

    [GeneratedRegex(From + @"(?<!\d )\d{4} \d{4} \d{4}(?! \d)" + To, Options)]
    public static partial Regex Indian { get; }

    [GeneratedRegex(From + @"(?:\d{2})?\d{6}[-+]\d{4}" + To, Options)]
    public static partial Regex Swedish { get; }

    [GeneratedRegex(From + @"\d{6}[-+A-FYXWVU]\d{3}[0-9A-FHJ-NPR-Y]" + To, Options)]
    public static partial Regex Finnish { get; }

    [GeneratedRegex(From + @"\d{6} ?\d{5}" + To, Options)]
    public static partial Regex Norwegian { get; }

    [GeneratedRegex(From + @"\d{6}-\d{4}" + To, Options)]
    public static partial Regex Danish { get; }

    [GeneratedRegex(From + @"\d{6}-?\d{4}" + To, Options)]
    public static partial Regex DanishAny { get; }

    [GeneratedRegex(From + @"756\.\d{4}\.\d{4}\.\d{2}|" + From + @"756\d{10}" + To, Options)]
    public static partial Regex Swiss { get; }

    [GeneratedRegex(From + @"\d\d\.\d\d\.\d\d-\d{3}\.\d\d" + To, Options)]
    public static partial Regex Belgian { get; }

    [GeneratedRegex(From + @"\d\d \d{3} \d{3} \d{3}" + To, Options)]
    public static partial Regex German { get; }

    [GeneratedRegex(From + @"\d{10}(?:\d\d)?" + To, Options)]
    public static partial Regex TenOrTwelve { get; }

    [GeneratedRegex(From + @"\d{11}" + To, Options)]
    public static partial Regex Eleven { get; }

    [GeneratedRegex(From + @"\d{12}" + To, Options)]
    public static partial Regex Twelve { get; }

    [GeneratedRegex(@"(?!)", Options)]
    public static partial Regex Never { get; }
}
