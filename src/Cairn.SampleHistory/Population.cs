using Cairn.Sample.Product;

namespace Cairn.Sample;

/// <summary>How many people come on which day, and who they are. Nobody is kept in memory: a person is a number, and everything about
/// them follows from it again whenever they come back.</summary>
internal sealed class Population
{
    private const double SignupShare = 0.13;

    private readonly ulong _seed;
    private readonly int[] _visitors;
    private readonly int[] _users;
    private readonly long[] _firstVisitor;
    private readonly long[] _firstUser;

    /// <param name="scale">Visitors on a day of weight one.</param>
    public Population(SampleOptions options, Calendar calendar, double scale)
    {
        _seed = SplitMix64.Mix(options.Seed + 0x9E0);
        _visitors = new int[options.Days];
        _users = new int[options.Days];
        _firstVisitor = new long[options.Days];
        _firstUser = new long[options.Days];
        for (var day = 0; day < options.Days; day++)
        {
            var draw = SplitMix64.At(_seed, (ulong)day);
            _visitors[day] = (int)(scale * calendar.Weight(day) + SplitMix64.Unit(draw));
            _users[day] = (int)(_visitors[day] * SignupShare + SplitMix64.Unit(SplitMix64.Mix(draw)));
            if (day == 0)
                continue;
            _firstVisitor[day] = _firstVisitor[day - 1] + _visitors[day - 1];
            _firstUser[day] = _firstUser[day - 1] + _users[day - 1];
        }
        Companies = Math.Max(3, (int)((_firstUser[^1] + _users[^1]) / 7));
    }

    public int Companies { get; }

    /// <summary>People whose first visit is on <paramref name="day"/>.</summary>
    public int Visitors(int day) => _visitors[day];

    /// <summary>How many of these will sign up, now or within three days: those with the lowest numbers.</summary>
    public int Users(int day) => _users[day];

    /// <summary>The key that all facts about a visitor are drawn from.</summary>
    public ulong Key(int day, int number) => SplitMix64.At(_seed ^ 0x5EED, (ulong)(_firstVisitor[day] + number));

    /// <summary>The user number: dense, from 1.</summary>
    public long UserNumber(int day, int number) => _firstUser[day] + number + 1;

    public Visitor Visitor(int day, int number) => new(Key(day, number), number < _users[day] ? UserNumber(day, number) : 0, Companies);

    /// <summary>Somebody who looks at one page and is never seen again.</summary>
    public Visitor Passer(long number) => new(SplitMix64.At(_seed ^ 0xB0B, (ulong)number), 0, Companies);
}

/// <summary>What stays the same about a person.</summary>
/// <param name="Key">All facts are drawn from it.</param>
/// <param name="UserNumber">0 for somebody who never signs up.</param>
internal readonly record struct Visitor(ulong Key, long UserNumber, int Companies)
{
    private ulong Draw(ulong fact) => SplitMix64.At(Key, fact);

    public Channel Channel => Audience.Channels.Pick(Draw(1));
    public Device Device => Audience.Devices.Pick(Draw(2));
    public Device SecondDevice => Audience.SecondDevices.Pick(Draw(3));
    public Json Country => Audience.Countries.Pick(Draw(4));
    public Json Currency => Site.Currencies.Pick(Draw(5));
    public string Name => Audience.Name(Draw(6));
    public bool UsesAi => SplitMix64.Unit(Draw(7)) < 0.35;
    public bool IsBuyer => SplitMix64.Unit(Draw(8)) < 0.3;

    /// <summary>Some companies are far larger than others.</summary>
    public int Company => (int)(Companies * Math.Pow(SplitMix64.Unit(Draw(9)), 1.8));

    /// <summary>Days between the first visit and the sign-up: 0 for most, at most 3.</summary>
    public int SignupDelay =>
        (int)(Draw(10) & 7) switch
        {
            7 => 3,
            6 => 2,
            5 => 1,
            _ => 0,
        };

    /// <summary>Days after the sign-up until they are seen last. A heavy tail: half are gone after a week, a sixth stays beyond 60 days.</summary>
    public int Lifetime => (int)Math.Min(5000, 7 * (Math.Pow(1 - SplitMix64.Unit(Draw(11)), -1.25) - 1) / 1.38);

    /// <summary>Chance to come on an average working day while they are with us.</summary>
    public double Frequency => 0.15 + 0.6 * SplitMix64.Unit(Draw(12));

    /// <summary>Days after the sign-up at which they pay for a plan; negative for those who never do.</summary>
    public int UpgradeAge
    {
        get
        {
            var age = 2 + (int)(-11 * Math.Log(1 - SplitMix64.Unit(Draw(13))));
            return SplitMix64.Unit(Draw(14)) < 0.3 && age <= Lifetime ? age : -1;
        }
    }

    /// <summary>Whether the plan is "business" rather than "pro".</summary>
    public bool IsBusiness => SplitMix64.Unit(Draw(15)) < 0.25;

    /// <summary>Whether they come on the day <paramref name="age"/> days after their sign-up.</summary>
    /// <param name="weekday">How busy the day of the week is; 1 is the average working day.</param>
    public bool Comes(int age, double weekday)
    {
        var lifetime = Lifetime;
        if (age > lifetime)
            return false;
        if (SplitMix64.Unit(Draw(100 + (ulong)age)) < Frequency * weekday)
            return true;
        var upgrade = UpgradeAge;
        return age == upgrade || (upgrade >= 0 && age == lifetime);
    }
}
