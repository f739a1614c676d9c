using System.Text;
using Cairn.Events.Privacy;
using Cairn.Ingest.Redaction.NationalIds;

namespace Cairn.Ingest.Redaction;

/// <summary>Numbers by which states know persons; see <see cref="NationalId.All"/>. Forms that other numbers have as well (nine digits in a row) count only where the property's name or a
/// word of the text says so.</summary>
internal static class FindNationalId
{
    public const int LeastDigits = 6;

    public static void In(ReadOnlySpan<char> text, Hint hint, Findings findings)
    {
        var isHinted = hint.HasFlag(Hint.NationalId) || NationalIdWords.In(text);
        foreach (var id in NationalId.All)
        {
            Find(text, id.Certain, id.IsValid, findings);
            if (isHinted && id.Doubtful is { } doubtful)
                Find(text, doubtful, id.IsValidWhenNamed, findings);
        }
    }

    private static void Find(
        ReadOnlySpan<char> text,
        System.Text.RegularExpressions.Regex shape,
        NationalId.Check isValid,
        Findings findings
    )
    {
        findings.Looked(text.Length);
        Span<char> bare = stackalloc char[32];
        foreach (var match in shape.EnumerateMatches(text))
        {
            // The patterns also match the digits of other scripts, the arithmetic does not.
            if (!Ascii.IsValid(text.Slice(match.Index, match.Length)))
                continue;
            var length = 0;
            foreach (var c in text.Slice(match.Index, match.Length))
            {
                if (char.IsAsciiLetterOrDigit(c) && length < bare.Length)
                    bare[length++] = char.ToUpperInvariant(c);
            }

            if (isValid(bare[..length]))
                findings.Add(new Found(match.Index, match.Length, Detector.NationalId));
        }
    }
}
