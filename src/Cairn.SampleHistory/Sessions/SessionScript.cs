using System.Globalization;
using System.Text;
using Cairn.Sample.Product;

namespace Cairn.Sample.Sessions;

/// <summary>Acts out one session after the other into an <see cref="EventBatch"/>. This file knows who is on stage and what every event
/// carries; the other parts know what happens.</summary>
internal sealed partial class SessionScript(Population population, Anomalies anomalies, EventBatch batch, ulong seed)
{
    private readonly byte[] _distinct = new byte[40];
    private readonly byte[] _session = new byte[16];
    private readonly Dictionary<int, Json> _companyKeys = [];
    private int _distinctLength;
    private Visitor _who;
    private Device _device = Audience.Devices.Pick(0);
    private Json _country;
    private Json _company;
    private bool _inGroup;
    private SplitMix64 _random;
    private long _time;

    private ReadOnlySpan<byte> DistinctId => _distinct.AsSpan(0, _distinctLength);

    /// <summary>Fills the batch with the events of one session that starts on <paramref name="day"/>.</summary>
    public void Play(Visit visit, int day)
    {
        batch.Clear();
        _random = new SplitMix64(
            SplitMix64.At(seed ^ (ulong)visit.Time, ((ulong)visit.Day << 40) | ((ulong)(uint)visit.Number << 8) | (byte)visit.Kind)
        );
        _time = visit.Time;
        var passes = visit.Kind is VisitKind.Bounce or VisitKind.Spike;
        _who = passes ? population.Passer(visit.Number) : population.Visitor(visit.Day, visit.Number);
        _device = _who.Device;
        _country = _who.Country;
        _inGroup = false;
        Hex(_session, _random.Next());
        BeAnonymous(_who.Key);
        var channel = visit.Kind == VisitKind.Spike ? Audience.Spike : _who.Channel;
        if (visit.Kind is VisitKind.Use or VisitKind.SecondUse or VisitKind.Renewal)
            BeUser();
        if (visit.Kind is VisitKind.Use && _random.Chance(0.04))
            TakeOutSecondDevice();
        batch.Session = new(Encoding.ASCII.GetString(_session), channel.Name, _device.Type.ToString(), _country.ToString());
        switch (visit.Kind)
        {
            case VisitKind.Bounce or VisitKind.Spike:
                Land(channel);
                break;
            case VisitKind.Visit:
                LookAround(channel);
                break;
            case VisitKind.Return:
                LookAround(Audience.Channels.Pick(0));
                break;
            case VisitKind.Signup:
                SignUp(channel);
                break;
            case VisitKind.Renewal:
                Renew();
                break;
            default:
                Work(visit, day);
                break;
        }
    }

    private void BeAnonymous(ulong key)
    {
        "anon_"u8.CopyTo(_distinct);
        Hex(_distinct.AsSpan(5, 16), key);
        _distinctLength = 21;
    }

    private void BeUser()
    {
        "user_"u8.CopyTo(_distinct);
        _who.UserNumber.TryFormat(_distinct.AsSpan(5), out var written, "D6", CultureInfo.InvariantCulture);
        _distinctLength = 5 + written;
        var company = _who.Company;
        if (!_companyKeys.TryGetValue(company, out _company))
            _companyKeys[company] = _company = Audience.CompanyKey(company);
        _inGroup = true;
    }

    /// <summary>Lets between some seconds and some minutes pass.</summary>
    private void Wait(int minSeconds, int maxSeconds) => _time += _random.Next(minSeconds * 1000, maxSeconds * 1000);

    /// <summary>Starts an event that happens in a browser.</summary>
    private void Begin(ReadOnlySpan<byte> name)
    {
        batch.Begin(name, DistinctId, _time, _session, _inGroup ? _company.Utf8 : default);
        batch.Add("$browser"u8, _device.Browser);
        batch.Add("$browser_version"u8, _device.Version);
        batch.Add("$os"u8, _device.Os);
        batch.Add("$device_type"u8, _device.Type);
        batch.Add("$country"u8, _country);
    }

    /// <summary>Starts an event that the product's server sends.</summary>
    private void BeginOnServer(ReadOnlySpan<byte> name)
    {
        batch.Begin(name, DistinctId, _time, default, _inGroup ? _company.Utf8 : default);
        batch.Add("$device_type"u8, "Server"u8);
        batch.Add("$country"u8, _country);
    }

    private void PageView(Page page)
    {
        Begin("$pageview"u8);
        batch.Add("url"u8, Site.Origin.Utf8, page.Path.Utf8);
        batch.Add("title"u8, page.Title);
        batch.Add("referrer"u8, Site.Origin.Utf8, "/"u8);
        batch.Finish();
        if (_random.Chance(0.06))
            WebVitals(page);
        if (_random.Chance(0.012))
            Exception(page);
    }

    private void WebVitals(Page page)
    {
        var slow = anomalies.PagesAreSlow(_time) ? 5 : 2;
        var paint = (_device.Type.Utf8[0] == (byte)'D' ? 700 : 1300) + _random.Next(0, 900) + (_random.Chance(0.08) ? 2500 : 0);
        Begin("$web_vitals"u8);
        batch.Add("url"u8, Site.Origin.Utf8, page.Path.Utf8);
        batch.Add("$web_vitals_LCP_value"u8, (long)(paint * slow / 2));
        batch.Add("$web_vitals_FCP_value"u8, (long)(paint * slow / 4));
        batch.Add("$web_vitals_INP_value"u8, (long)_random.Next(24, 260));
        batch.AddDecimal("$web_vitals_CLS_value"u8, _random.Next(0, 180), 3);
        batch.Finish();
    }

    private void Exception(Page page)
    {
        var (type, message) = Voices.Exceptions.Pick(_random.Next());
        Exception(page, type, message);
    }

    private void Exception(Page page, Json type, Json message)
    {
        Begin("$exception"u8);
        batch.Add("url"u8, Site.Origin.Utf8, page.Path.Utf8);
        batch.Add("$exception_type"u8, type);
        batch.Add("$exception_message"u8, message);
        batch.Add("$exception_level"u8, "error"u8);
        batch.Finish();
    }

    private static void Hex(Span<byte> target, ulong value)
    {
        for (var i = 0; i < 16; i++)
            target[i] = "0123456789abcdef"u8[(int)(value >> (60 - 4 * i)) & 15];
    }
}
