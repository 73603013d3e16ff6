//! The public routes: health, store, policy, texts, bundle; caching, HEAD, CORS.

use crate::world::{World, policy, store};
use recourse::policy::{Policy, bundle};
use recourse::types::Texts;

#[tokio::test]
async fn health_names_the_stores() {
    let response = World::new().get("/healthz").await;
    assert_eq!(response.status, 200);
    assert_eq!(response.json()["ok"], true);
    assert!(response.json()["stores"].as_array().unwrap().contains(&store().into()));
}

#[tokio::test]
async fn an_edge_without_secrets_is_not_healthy_and_stays_closed() {
    let world = World::with(None, None);
    world.get("/healthz").await.is(503, "not_configured");
    world
        .send("POST", &format!("/v1/stores/{}/tickets", store()), &[], b"")
        .await
        .is(503, "not_configured");
    let desk = format!("/v1/desk/stores/{}/claims", store());
    world.desk(&desk).await.is(503, "not_configured");
    let no_token = World::with(Some(&"5a".repeat(32)), None);
    no_token.desk(&desk).await.is(503, "not_configured");
    let empty = World::with(Some(&"5a".repeat(32)), Some(""));
    empty.send("GET", &desk, &[("authorization", "Bearer ")], b"").await.is(503, "not_configured");
    let response = world.get(&format!("/v1/stores/{}/policy", store())).await;
    assert_eq!(response.status, 200, "answers do not need secrets");
}

#[tokio::test]
async fn a_store_describes_itself() {
    let response = World::new().get(&format!("/v1/stores/{}", store())).await.json();
    assert_eq!(response["store"], store());
    assert_eq!(response["policy"], policy().hash());
    assert_eq!(response["timezone"], policy().parts().timezone);
    assert_eq!(response["topics"].as_array().unwrap().len(), policy().parts().topics.len());
    assert!(response["languages"].as_array().unwrap().contains(&response["language"]));
}

#[tokio::test]
async fn the_policy_arrives_whole_and_is_named_by_its_hash() {
    let response = World::new().get(&format!("/v1/stores/{}/policy", store())).await;
    assert_eq!(Policy::decode(&response.bytes).unwrap().hash(), policy().hash());
    assert_eq!(response.header("etag"), format!("\"{}\"", policy().hash()));
    assert_eq!(response.header("content-type"), "application/octet-stream");
    assert_eq!(response.header("cache-control"), "public, max-age=60, stale-while-revalidate=600");
}

#[tokio::test]
async fn etag_of_a_known_policy_is_304() {
    let (world, path) = (World::new(), format!("/v1/stores/{}/policy", store()));
    let tag = world.get(&path).await.header("etag").to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
        let response = world.send("GET", &path, &[("if-none-match", &known)], b"").await;
        assert_eq!(response.status, 304, "{known}");
        assert!(response.bytes.is_empty());
        assert_eq!(response.header("etag"), tag);
        assert_eq!(response.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(world.send("GET", &path, &[("if-none-match", "\"x\"")], b"").await.status, 200);
}

#[tokio::test]
async fn texts_arrive_in_the_store_s_language_and_no_unknown_one() {
    let world = World::new();
    let language = policy().parts().language.as_str();
    let path = format!("/v1/stores/{}/texts", store());
    let response = world.get(&format!("{path}/{language}")).await;
    assert!(Texts::decode(&response.bytes).unwrap().iter().next().is_some());
    let again = [("if-none-match", response.header("etag"))];
    assert_eq!(world.send("GET", &format!("{path}/{language}"), &again, b"").await.status, 304);
    world.get(&format!("{path}/xx")).await.is(404, "no_such_language");
    let instead = world.get(&format!("{path}/xx?fallback")).await;
    assert_eq!((instead.header("content-language"), &instead.bytes), (language, &response.bytes));
    world.get(&format!("{path}/%2e%2e")).await.is(404, "no_such_language");
}

#[tokio::test]
async fn every_language_that_the_store_names_has_texts_of_its_own() {
    let world = World::new();
    let named = world.get(&format!("/v1/stores/{}", store())).await.json()["languages"].clone();
    let named: Vec<_> =
        named.as_array().unwrap().iter().map(|tag| tag.as_str().unwrap().to_owned()).collect();
    assert!(named.len() >= 7, "{named:?}");
    let mut seen = Vec::new();
    for tag in &named {
        let path = format!("/v1/stores/{}/texts/{tag}", store());
        let response = world.get(&path).await;
        assert_eq!(
            (response.status.as_u16(), response.header("content-language")),
            (200, tag.as_str())
        );
        assert!(Texts::decode(&response.bytes).is_some(), "{tag} can be read");
        assert!(!seen.contains(&response.bytes), "{tag} is not another language again");
        let again = [("if-none-match", response.header("etag"))];
        assert_eq!(world.send("GET", &path, &again, b"").await.status, 304, "{tag}");
        seen.push(response.bytes.clone());
    }
}

#[tokio::test]
async fn a_bundle_is_the_policy_and_its_words_in_the_language_or_in_the_policy_s_own() {
    let (world, path) = (World::new(), format!("/v1/stores/{}", store()));
    let whole = world.get(&format!("{path}/policy")).await;
    for (asked, said) in
        [("de", "de"), ("en", "en"), ("xx", policy().parts().language.as_str()), ("%2e%2e", "en")]
    {
        let response = world.get(&format!("{path}/bundle/{asked}")).await;
        let texts = world.get(&format!("{path}/texts/{said}")).await;
        assert_eq!(
            (response.status.as_u16(), response.header("content-language")),
            (200, said),
            "{asked}"
        );
        assert_eq!(
            bundle::unpack(&response.bytes),
            Some((&*whole.bytes, &*texts.bytes)),
            "{asked}"
        );
        assert_eq!(response.header("recourse-server-time"), whole.header("recourse-server-time"));
        let again = [("if-none-match", response.header("etag"))];
        let again = world.send("GET", &format!("{path}/bundle/{asked}"), &again, b"").await;
        assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0), "{asked}");
        assert!(
            !again.header("recourse-server-time").is_empty(),
            "what time it is changes all the same"
        );
        let tag = response.header("etag").trim_matches('"').to_owned();
        let hashes = [&whole, &texts].map(|one| one.header("etag").trim_matches('"').to_owned());
        assert_eq!(tag, hashes.join("."), "another policy, or other words, are another bundle");
    }
}

#[tokio::test]
async fn an_unknown_store_is_said_so_on_every_route() {
    let world = World::new();
    for path in ["", "/policy", "/texts/en", "/bundle/en"] {
        world.get(&format!("/v1/stores/unknown{path}")).await.is(404, "no_such_store");
    }
    for path in ["/tickets", "/claims"] {
        world
            .send("POST", &format!("/v1/stores/unknown{path}"), &[], b"")
            .await
            .is(404, "no_such_store");
    }
    world.desk("/v1/desk/stores/unknown/claims").await.is(404, "no_such_store");
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let world = World::new();
    for path in [format!("/v1/stores/{}/policy", store()), "/healthz".into(), "/nowhere".into()] {
        let (get, head) = (world.get(&path).await, world.send("HEAD", &path, &[], b"").await);
        assert_eq!((get.status, get.header("etag")), (head.status, head.header("etag")));
        assert!(head.bytes.is_empty());
    }
}

#[tokio::test]
async fn another_method_is_told_which_there_are() {
    let world = World::new();
    let response = world.send("DELETE", &format!("/v1/stores/{}/policy", store()), &[], b"").await;
    response.is(405, "method_not_allowed");
    assert!(response.header("allow").contains("GET"), "{}", response.header("allow"));
    let response = world.get(&format!("/v1/stores/{}/claims", store())).await;
    response.is(405, "method_not_allowed");
    assert!(response.header("allow").contains("POST"));
}

#[tokio::test]
async fn nowhere_is_a_problem_and_not_a_page() {
    for path in ["/v1", "/v1/", "/v1/stores", "/v1/desk", "/v1/claims/%ff", "/x"] {
        World::new().get(path).await.is(404, "not_found");
    }
}

#[tokio::test]
async fn cors_allows_pages_of_the_shop_but_not_the_desk() {
    let settings = format!(r#"{{"{}":{{"origins":["https://shop.example"]}}}}"#, store());
    let world = World::having(&settings, "");
    let path = format!("/v1/stores/{}/claims", store());
    let response = world.send("OPTIONS", &path, &[("origin", "https://shop.example")], b"").await;
    assert_eq!(response.status, 204);
    assert_eq!(response.header("access-control-allow-origin"), "https://shop.example");
    assert!(response.header("access-control-allow-headers").contains("recourse-ticket"));
    assert_eq!(response.header("access-control-allow-credentials"), "");
    assert!(response.header("vary").contains("origin"));
    let claim =
        format!("/v1/claims/{}-0000000000001-{}-0123456789abcdef", store(), "ab".repeat(16));
    for (path, method) in [(&path, "POST"), (&claim, "GET"), (&claim, "DELETE")] {
        let own = world.send(method, path, &[("origin", "https://shop.example")], b"").await;
        assert_eq!(
            own.header("access-control-allow-origin"),
            "https://shop.example",
            "a problem can be read"
        );
        for other in [
            "null",
            "https://shop.example.evil.example",
            "http://shop.example",
            "https://shop.example:444",
        ] {
            for method in [method, "OPTIONS"] {
                let response = world.send(method, path, &[("origin", other)], b"").await;
                let told =
                    response.headers.keys().any(|name| name.as_str().starts_with("access-control"));
                assert!(!told, "{method} {path} from {other}");
                assert!(response.header("vary").contains("origin"));
            }
        }
    }
    let desk = format!("/v1/desk/stores/{}/claims", store());
    for method in ["OPTIONS", "GET"] {
        let response = world.send(method, &desk, &[("origin", "https://shop.example")], b"").await;
        assert!(response.headers.keys().all(|name| !name.as_str().starts_with("access-control")));
    }
}
