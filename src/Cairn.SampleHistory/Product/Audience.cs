namespace Cairn.Sample.Product;

/// <summary>How somebody found the product.</summary>
internal sealed record Channel(string Name, Json Referrer, Json Source, Json Medium, Json Campaign);

/// <summary>What somebody looks at it with.</summary>
internal sealed record Device(Json Browser, Json Version, Json Os, Json Type, bool IsSafari);

/// <summary>Who comes: channels, devices and countries with their shares. All of it is invented.</summary>
internal static class Audience
{
    public static readonly Weighted<Channel> Channels = new(
        (26, new("Direct", "", "", "", "")),
        (24, new("Organic Search", "https://www.google.com/", "", "", "")),
        (5, new("Organic Search", "https://duckduckgo.com/", "", "", "")),
        (12, new("Paid Search", "https://www.google.com/", "google", "cpc", "notes-brand")),
        (5, new("Paid Social", "https://www.linkedin.com/", "linkedin", "paid_social", "teams-q4")),
        (7, new("Organic Social", "https://www.reddit.com/", "", "", "")),
        (5, new("Organic Social", "https://news.ycombinator.com/", "", "", "")),
        (9, new("Email", "", "newsletter", "email", "weekly-digest")),
        (7, new("Referral", "https://www.toolshelf.example/", "", "", ""))
    );

    /// <summary>The channel of the planted traffic spike.</summary>
    public static readonly Channel Spike = new("Organic Social", "https://news.ycombinator.com/", "", "", "");

    public static readonly Weighted<Device> Devices = new(
        (34, new("Chrome", "142", "Windows", "Desktop", false)),
        (16, new("Chrome", "142", "Mac OS X", "Desktop", false)),
        (9, new("Safari", "26.0", "Mac OS X", "Desktop", true)),
        (6, new("Firefox", "145", "Windows", "Desktop", false)),
        (3, new("Firefox", "145", "Linux", "Desktop", false)),
        (6, new("Edge", "142", "Windows", "Desktop", false)),
        (12, new("Safari", "26.0", "iOS", "Mobile", true)),
        (11, new("Chrome", "142", "Android", "Mobile", false)),
        (3, new("Safari", "26.0", "iOS", "Tablet", true))
    );

    /// <summary>The device somebody takes out beside the desk.</summary>
    public static readonly Weighted<Device> SecondDevices = new(
        (5, new("Safari", "26.0", "iOS", "Mobile", true)),
        (5, new("Chrome", "142", "Android", "Mobile", false))
    );

    public static readonly Weighted<Json> Countries = new(
        (30, "DE"),
        (22, "US"),
        (9, "GB"),
        (7, "FR"),
        (6, "AT"),
        (5, "CH"),
        (5, "NL"),
        (4, "IN"),
        (3, "ES"),
        (3, "PL"),
        (2, "SE"),
        (2, "CA"),
        (1, "BR"),
        (1, "JP")
    );

    private static readonly string[] _first =
    [
        .. "Ada Alan Amara Anton Bea Carl Chen Clara Daniel Elena Emil Farah Felix Greta Hugo Ines Ivan Jana Jonas Karim Lea Leo Lina Luca Maja Marta Mei Milo Nadia Nils Nora Omar Paula Priya Rosa Samir Sofia Tara Theo Yuki".Split(
            ' '
        ),
    ];

    private static readonly string[] _last =
    [
        .. "Adler Bauer Becker Costa Dubois Ferrari Fischer Garcia Hansen Ito Jensen Kaya Keller Khan Klein Kowalski Lang Larsen Martin Meyer Moreau Novak Okafor Patel Pohl Rossi Roth Sato Schmidt Silva Singh Smith Sommer Tanaka Vogel Wagner Weber Winter Wolf Young".Split(
            ' '
        ),
    ];

    private static readonly string[] _companies =
    [
        .. "Amber Birch Cedar Delta Ember Falcon Granite Harbor Indigo Juniper Kestrel Lumen Maple Nimbus Orchid Pine Quartz River Summit Tidal Umbra Violet Willow Zephyr".Split(
            ' '
        ),
    ];

    private static readonly string[] _trades =
    [
        .. "Labs Works Studio Foods Logistics Media Health Robotics Energy Travel Books Design".Split(' '),
    ];

    /// <summary>First and last name.</summary>
    public static string Name(ulong bits) => $"{_first[bits % (ulong)_first.Length]} {_last[(bits >> 20) % (ulong)_last.Length]}";

    /// <summary>A company's name; the first 288 differ by word, later ones by number.</summary>
    public static string Company(int index)
    {
        var name = $"{_companies[index % _companies.Length]} {_trades[index / _companies.Length % _trades.Length]}";
        return index < _companies.Length * _trades.Length ? name : $"{name} {index / (_companies.Length * _trades.Length) + 1}";
    }

    /// <summary>The group key of a company.</summary>
    public static string CompanyKey(int index) => Company(index).ToLowerInvariant().Replace(' ', '-');

    public static readonly Weighted<Json> Industries = new(
        (3, "software"),
        (2, "consulting"),
        (2, "education"),
        (2, "retail"),
        (1, "health"),
        (1, "media")
    );
}
