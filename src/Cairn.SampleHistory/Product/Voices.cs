namespace Cairn.Sample.Product;

/// <summary>What people write to support and into the feedback box. The sentiment is that of who wrote the sample, for tests to compare with.</summary>
internal sealed record Voice(Json Text, Json Topic, Json Sentiment, int Stars);

internal static class Voices
{
    private static readonly Voice[] _praise =
    [
        new("Love the new templates, they saved our Monday meeting.", "templates", "positive", 5),
        new("Moving from our old wiki took ten minutes. Great job!", "import", "positive", 5),
        new("The AI summaries are surprisingly good. My team uses them daily.", "ai", "positive", 5),
        new("Search is fast and finds what I mean. Thank you.", "search", "positive", 4),
        new("Die neue Suche ist klasse, endlich finde ich alles wieder.", "search", "positive", 5),
        new("Your support answered in five minutes, on a Sunday. Wow.", "support", "positive", 5),
    ];

    private static readonly Voice[] _questions =
    [
        new("How do I invite a guest who should only see one note?", "sharing", "neutral", 3),
        new("Is there a way to export everything as Markdown?", "export", "neutral", 3),
        new("Can we pay by invoice once a year?", "billing", "neutral", 3),
        new("Where do I change the language of the app?", "settings", "neutral", 3),
        new("Wie kann ich mein Konto auf eine andere E-Mail-Adresse umstellen?", "settings", "neutral", 3),
        new("Does the calendar integration work with shared calendars?", "integrations", "neutral", 3),
    ];

    private static readonly Voice[] _complaints =
    [
        new("The editor lost my last paragraph twice today. This is really frustrating.", "editor", "negative", 1),
        new("Sync on my phone is so slow that I stopped using it.", "mobile", "negative", 2),
        new("I was charged twice this month, please refund one of them.", "billing", "negative", 1),
        new("The price went up again and nothing got better for us. We are thinking about leaving.", "pricing", "negative", 1),
        new("Seit dem Update stürzt die App beim Öffnen ab. Bitte dringend beheben!", "mobile", "negative", 1),
        new("Summaries miss half of what was decided. Not usable for us yet.", "ai", "negative", 2),
    ];

    private static readonly Voice[] _outage =
    [
        new("I cannot pay: the checkout shows an error every time.", "checkout", "negative", 1),
        new("Payment failed three times now. Is your shop down?", "checkout", "negative", 1),
    ];

    /// <summary>Two fifths praise, a quarter questions, the rest complaints; while the checkout is down everybody writes about that.</summary>
    public static Voice Pick(ulong bits, bool outage)
    {
        var voices =
            outage ? _outage
            : (bits & 0xFF) < 102 ? _praise
            : (bits & 0xFF) < 166 ? _questions
            : _complaints;
        return voices[(bits >> 8) % (ulong)voices.Length];
    }

    public static readonly Weighted<(Json Type, Json Message)> Exceptions = new(
        (5, ("TypeError", "Cannot read properties of undefined (reading 'blocks')")),
        (3, ("NetworkError", "Failed to fetch")),
        (2, ("ChunkLoadError", "Loading chunk 42 failed")),
        (1, ("RangeError", "Maximum call stack size exceeded"))
    );
}
