using Cairn.Sample.Product;

namespace Cairn.Sample.Sessions;

/// <summary>Those who have no account, and how some of them get one.</summary>
internal sealed partial class SessionScript
{
    private void Land(Channel channel) => Land(channel, Site.Landing.Pick(_random.Next()));

    private void Land(Channel channel, Page page)
    {
        Begin("$pageview"u8);
        if (channel.Source.Utf8.IsEmpty)
            batch.Add("url"u8, Site.Origin.Utf8, page.Path.Utf8);
        else
        {
            batch.Add("url"u8, Site.Origin.Utf8, page.Path.Utf8, UtmQuery(channel));
            batch.Add("utm_source"u8, channel.Source);
            batch.Add("utm_medium"u8, channel.Medium);
            batch.Add("utm_campaign"u8, channel.Campaign);
        }
        batch.Add("title"u8, page.Title);
        if (!channel.Referrer.Utf8.IsEmpty)
            batch.Add("referrer"u8, channel.Referrer);
        batch.Finish();
    }

    private readonly Dictionary<Channel, byte[]> _queries = [];

    private byte[] UtmQuery(Channel channel)
    {
        if (!_queries.TryGetValue(channel, out var query))
            _queries[channel] = query = [
                .. "?utm_source="u8,
                .. channel.Source.Utf8,
                .. "&utm_medium="u8,
                .. channel.Medium.Utf8,
                .. "&utm_campaign="u8,
                .. channel.Campaign.Utf8,
            ];
        return query;
    }

    /// <summary>Lands, looks at some pages; some open the sign-up and leave, some shop without an account.</summary>
    private void LookAround(Channel channel)
    {
        Land(channel);
        if (_random.Chance(0.45))
        {
            Wait(8, 90);
            PageView(Site.Features);
        }
        if (_random.Chance(0.3))
        {
            Wait(10, 120);
            PageView(Site.Pricing);
            if (_random.Chance(0.2))
            {
                Wait(5, 60);
                PageView(Site.Signup);
            }
        }
        if (_random.Chance(0.15))
            Shop();
        if (_random.Chance(0.5))
        {
            Wait(5, 120);
            PageLeave();
        }
    }

    private void PageLeave()
    {
        Begin("$pageleave"u8);
        batch.Add("url"u8, Site.Origin.Utf8, "/"u8);
        batch.Add("scroll_depth"u8, (long)_random.Next(5, 101));
        batch.Finish();
    }

    /// <summary>Landing, pricing, sign-up; then the first steps in the product, where every step loses some.</summary>
    private void SignUp(Channel channel)
    {
        Land(channel);
        if (_random.Chance(0.7))
        {
            Wait(15, 150);
            PageView(Site.Pricing);
        }
        Wait(10, 90);
        PageView(Site.Signup);
        Wait(3, 20);
        Begin("signup_started"u8);
        batch.Add("method"u8, _random.Chance(0.4) ? "google"u8 : "email"u8);
        batch.Finish();
        Wait(15, 120);
        if (_device.IsSafari && anomalies.SafariSignupIsBroken(_time))
        {
            Exception(Site.Signup, "TypeError", "undefined is not an object (evaluating 'form.consent.checked')");
            return;
        }
        Account(channel);
        FirstSteps();
    }

    private void Account(Channel channel)
    {
        var name = _who.Name;
        var anonymous = DistinctId.ToArray();
        BeUser();
        var email = $"{name.ToLowerInvariant().Replace(' ', '.')}.{_who.UserNumber}@{_company}.example";
        Identify(anonymous, channel, name, email);
        _time += 40;
        Begin("signed_up"u8);
        batch.Add("plan"u8, "free"u8);
        batch.Add("signup_channel"u8, (Json)channel.Name);
        batch.Then("set"u8);
        batch.Add("plan"u8, "free"u8);
        batch.Finish();
        batch.SignedUp = new(
            Text(DistinctId),
            Text(anonymous),
            email,
            name,
            Audience.Company(_who.Company),
            _country.ToString(),
            channel.Name,
            _time
        );
        Company();
    }

    private void Identify(byte[] anonymous, Channel channel, string name, string email)
    {
        Begin("$identify"u8);
        batch.Add("$anon_distinct_id"u8, anonymous);
        batch.Then("set"u8);
        batch.Add("email"u8, (Json)email);
        batch.Add("name"u8, (Json)name);
        batch.Then("set_once"u8);
        batch.Add("signup_channel"u8, (Json)channel.Name);
        batch.Add("first_country"u8, _country);
        batch.Finish();
    }

    private void Company()
    {
        _time += 20;
        var company = _who.Company;
        Begin("$group"u8);
        batch.Add("$group_type"u8, "company"u8);
        batch.Add("$group_key"u8, _company);
        batch.Down("$group_set"u8);
        batch.Add("name"u8, (Json)Audience.Company(company));
        batch.Add("industry"u8, Audience.Industries.Pick(SplitMix64.At(seed, (ulong)company)));
        batch.Add("employees"u8, (long)(5 + SplitMix64.At(seed, (ulong)company) % 500));
        batch.Up();
        batch.Finish();
    }

    private void FirstSteps()
    {
        Wait(1, 5);
        PageView(Site.App);
        if (!_random.Chance(0.88))
            return;
        Wait(20, 120);
        Act("workspace_created"u8);
        if (!_random.Chance(0.76))
            return;
        Wait(20, 240);
        Act("note_created"u8);
        if (_random.Chance(0.38))
        {
            Wait(30, 300);
            Act("teammate_invited"u8);
        }
        if (_random.Chance(0.2))
        {
            Wait(10, 200);
            Act("integration_connected"u8);
        }
    }

    private static string Text(ReadOnlySpan<byte> utf8) => System.Text.Encoding.UTF8.GetString(utf8);
}
