namespace Cairn.Testing;

/// <summary>Small files of the shapes that vendors document.</summary>
public static class ExportSamples
{
    public const string PostHog = """
        {"uuid":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f","event":"$pageview","distinct_id":"anon-1","person_id":"p","properties":{"$current_url":"https://shop.example/a?utm_source=mail","$session_id":"s1","$geoip_country_code":"DE"},"person_properties":{"plan":"free","$creator_event_uuid":"x"},"elements_chain":"","timestamp":"2026-01-02T10:00:00.123000+00:00","created_at":"2026-01-02T10:00:01Z"}
        {"uuid":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e70","event":"$identify","distinct_id":"ann","properties":{"$anon_distinct_id":"anon-1","$set":{"plan":"pro"}},"person_properties":{"plan":"pro"},"timestamp":"2026-01-02T10:01:00Z"}
        {"uuid":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e71","event":"bought","distinct_id":"ann","properties":{"revenue":9.9,"currency":"EUR","$groups":{"company":"acme"}},"person_properties":{"plan":"pro"},"timestamp":"2026-01-02T10:02:00Z"}
        """;

    public const string Mixpanel = """
        {"event":"$mp_web_page_view","properties":{"time":1767348000,"distinct_id":"ann","$device_id":"d1","$user_id":"ann","$insert_id":"i1","mp_lib":"web","$lib_version":"2.60.0","current_domain":"shop.example","current_url_path":"/a","mp_country_code":"DE"}}
        {"event":"bought","properties":{"time":1767348060,"distinct_id":"ann","$device_id":"d1","$user_id":"ann","$insert_id":"i2","mp_lib":"web","$lib_version":"2.60.0","amount":9.9,"company":["acme"]}}
        """;

    public const string Amplitude = """
        {"$insert_id":"a1","uuid":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e6f","amplitude_id":1,"event_type":"[Amplitude] Page Viewed","user_id":"ann","device_id":"dev-1","session_id":1767348000000,"event_time":"2026-01-02 10:00:00.123000","event_properties":{"[Amplitude] Page Location":"https://shop.example/a"},"user_properties":{"plan":"pro","initial_utm_source":"EMPTY"},"platform":"Web","os_name":"Chrome","os_version":"120","country":"Germany","groups":{}}
        {"$insert_id":"a2","uuid":"018f3c5e-7b1a-7c3d-9e2f-1a2b3c4d5e70","amplitude_id":1,"event_type":"revenue_amount","user_id":"ann","device_id":"dev-1","session_id":-1,"event_time":"2026-01-02 10:01:00","event_properties":{"$price":3.5,"$quantity":2},"user_properties":{"plan":"pro","initial_utm_source":"EMPTY"},"platform":"Web","groups":{"company":["acme"]}}
        """;

    public const string Umami =
        "website_id,session_id,visit_id,event_id,hostname,browser,os,device,screen,language,country,url_path,url_query,referrer_path,referrer_domain,page_title,event_type,event_name,tag,created_at\n"
        + "w,018f3c5e-0000-4000-8000-000000000001,v1,018f3c5e-0000-4000-8000-0000000000e1,shop.example,chrome,Mac OS,laptop,1440x900,de,DE,/a,utm_source=mail,/s,search.example,Home,1,,,2026-01-02 10:00:00\n"
        + "w,018f3c5e-0000-4000-8000-000000000001,v1,018f3c5e-0000-4000-8000-0000000000e2,shop.example,chrome,Mac OS,laptop,1440x900,de,DE,/b,,,,Buy,2,bought,,2026-01-02 10:01:00\n";

    public const string UmamiValues =
        "website_id,session_id,event_id,url_path,event_name,data_key,string_value,number_value,date_value,data_type,created_at\n"
        + "w,s,018f3c5e-0000-4000-8000-0000000000e2,/b,bought,revenue,,9.9000,,2,2026-01-02 10:01:00\n"
        + "w,s,018f3c5e-0000-4000-8000-0000000000e2,/b,bought,currency,eur,,,1,2026-01-02 10:01:00\n"
        + "w,s,018f3c5e-0000-4000-8000-0000000000e2,/b,bought,gift,true,,,3,2026-01-02 10:01:00\n";

    public const string Ga4 = """
        {"event_date":"20260102","event_timestamp":"1767348000123456","event_name":"page_view","event_params":[{"key":"ga_session_id","value":{"int_value":"99"}},{"key":"page_location","value":{"string_value":"https://shop.example/a"}}],"user_pseudo_id":"12.34","device":{"category":"mobile","operating_system":"Android","web_info":{"browser":"Chrome","browser_version":"120"}},"geo":{"country":"Germany","city":"Berlin"},"traffic_source":{"source":"mail","medium":"email","name":"(direct)"},"items":[]}
        {"event_date":"20260102","event_timestamp":"1767348060000000","event_name":"purchase","event_params":[{"key":"value","value":{"double_value":9.9}},{"key":"currency","value":{"string_value":"EUR"}},{"key":"transaction_id","value":{"string_value":"t1"}}],"user_id":"ann","user_pseudo_id":"12.34","user_properties":[{"key":"plan","value":{"string_value":"pro","set_timestamp_micros":"1"}}],"items":[{"item_id":"x","quantity":"1"}]}
        """;

    public const string PlausiblePages =
        "date,hostname,page,visits,visitors,pageviews,total_scroll_depth\n2026-01-02,shop.example,/a,3,2,5,100\n";
}
