//! Components in a real browser: what a shopper does, and what the DOM shows then.

use crate::components::{ProblemSummary, SecondaryButton, TextField};
use crate::shop::Shop;
use crate::{Handle, PolicyBundle, mount};
use gloo_timers::future::TimeoutFuture;
use js_sys::Object;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use recourse::types::Language;
use recourse_authoring::{PolicyFiles, compile};
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Event, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement, ShadowRoot};

wasm_bindgen_test_configure!(run_in_browser);

macro_rules! policy_file {
    ($name:literal) => {
        include_str!(concat!("../../shared/policies/hekka/", $name)).to_owned()
    };
}

/// Hekka's policy with its English texts.
fn bundle() -> PolicyBundle {
    let files = PolicyFiles {
        policy: ("policy.toml".to_owned(), policy_file!("policy.toml")),
        source: policy_file!("source.txt"),
        texts: vec![("en".to_owned(), "texts/en.toml".to_owned(), policy_file!("texts/en.toml"))],
        ..PolicyFiles::default()
    };
    let mut compiled = compile(&files).unwrap();
    let texts = compiled.texts.remove(&Language::parse("en").unwrap()).unwrap();
    PolicyBundle { policy: Arc::new(compiled.policy), texts: Arc::new(texts), bytes: Vec::new() }
}

fn shadow_root() -> ShadowRoot {
    let document = web_sys::window().unwrap().document().unwrap();
    let host = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&host).unwrap();
    let init = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
    host.attach_shadow(&init).unwrap()
}

/// Options with texts only, as the controller passes them. Each test has an order of its own, and
/// so a session of its own.
fn options(order: &str, more: &[(&str, &str)]) -> JsValue {
    let options = Object::new();
    let base = [("store", "hekka"), ("lang", "en"), ("order", order)];
    for (name, value) in base.iter().chain(more) {
        js_sys::Reflect::set(&options, &(*name).into(), &(*value).into()).unwrap();
    }
    options.into()
}

/// A mounted widget.
struct Widget {
    root: ShadowRoot,
    handle: Handle,
}

impl Widget {
    async fn open(order: &str, more: &[(&str, &str)]) -> Widget {
        let root = shadow_root();
        let handle = mount(root.clone(), options(order, more), &bundle()).unwrap();
        handle.show();
        settle().await;
        Widget { root, handle }
    }

    fn page(&self) -> String {
        find(&self.root, "[data-page]").get_attribute("data-page").unwrap()
    }
}

/// Lets effects run.
async fn settle() {
    TimeoutFuture::new(0).await;
}

fn find(root: &ShadowRoot, selector: &str) -> HtmlElement {
    let found = root.query_selector(selector).unwrap();
    found.unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
}

fn count(root: &ShadowRoot, selector: &str) -> u32 {
    root.query_selector_all(selector).unwrap().length()
}

fn text(root: &ShadowRoot, selector: &str) -> String {
    find(root, selector).text_content().unwrap_or_default()
}

async fn press(root: &ShadowRoot, selector: &str) {
    find(root, selector).click();
    settle().await;
}

async fn type_text(root: &ShadowRoot, selector: &str, text: &str) {
    let input = find(root, selector).unchecked_into::<HtmlInputElement>();
    input.set_value(text);
    let init = EventInit::new();
    init.set_bubbles(true);
    let event = Event::new_with_event_init_dict("input", &init).unwrap();
    input.dispatch_event(&event).unwrap();
    settle().await;
}

async fn select(root: &ShadowRoot, value: &str) {
    press(root, &format!("input[type=radio][value=\"{value}\"]")).await;
}

/// Renders one component with the context of a widget.
fn render(order: &str, view: impl FnOnce() -> AnyView + 'static) -> (ShadowRoot, impl Sized) {
    let root = shadow_root();
    let owner = Owner::new();
    let shop = owner.with(|| Shop::new(&bundle(), options(order, &[]), root.clone()).unwrap());
    let parent = root.clone().unchecked_into::<HtmlElement>();
    let handle: UnmountHandle<_> = mount_to(parent, move || {
        provide_context(shop);
        view()
    });
    (root, (owner, handle))
}

#[wasm_bindgen_test]
async fn problem_summary_is_in_the_page_while_there_is_a_problem() {
    let problem = RwSignal::new(None::<String>);
    let (root, _mounted) =
        render("problem", move || view! { <ProblemSummary text=problem /> }.into_any());
    assert_eq!(count(&root, "[role=alert]"), 0);
    problem.set(Some("No network".to_owned()));
    settle().await;
    assert_eq!(text(&root, "[role=alert] p"), "No network");
    problem.set(None);
    settle().await;
    assert_eq!(count(&root, "[role=alert]"), 0);
}

#[wasm_bindgen_test]
async fn text_field_writes_into_its_signal_and_follows_it() {
    let value = RwSignal::new("before".to_owned());
    let invalid = RwSignal::new(false);
    let view = move || view! { <TextField label="Order" value name="order" invalid /> }.into_any();
    let (root, _mounted) = render("field", view);
    settle().await;
    let input = find(&root, "input[name=order]").unchecked_into::<HtmlInputElement>();
    assert_eq!(input.value(), "before");
    type_text(&root, "input", "typed").await;
    assert_eq!(value.get_untracked(), "typed");
    value.set("after".to_owned());
    invalid.set(true);
    settle().await;
    assert_eq!(input.value(), "after");
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn secondary_button_calls_its_handler_and_says_what_it_is_about() {
    let presses = RwSignal::new(0);
    let press_it = move || presses.update(|count| *count += 1);
    let view = move || {
        view! { <SecondaryButton text="Change" about=": colour" on_press=Box::new(press_it) /> }
            .into_any()
    };
    let (root, _mounted) = render("button", view);
    press(&root, "button").await;
    press(&root, "button").await;
    assert_eq!(presses.get_untracked(), 2);
    assert_eq!(text(&root, "button"), "Change: colour");
}

#[wasm_bindgen_test]
async fn topics_page_reports_a_missing_choice_until_one_is_made() {
    let widget = Widget::open("topics", &[]).await;
    assert_eq!(widget.page(), "topics");
    press(&widget.root, "button.primary").await;
    assert_eq!(count(&widget.root, "[role=alert]"), 1);
    select(&widget.root, "customs_help").await;
    assert_eq!(count(&widget.root, "[role=alert]"), 0);
    press(&widget.root, "button.primary").await;
    assert_eq!(widget.page(), "question");
    widget.handle.unmount();
}

#[wasm_bindgen_test]
async fn question_page_renders_no_element_of_the_question_before() {
    let widget = Widget::open("fresh", &[("topic", "after_return_starts")]).await;
    assert_eq!(widget.page(), "question");
    let first = find(&widget.root, "[data-page]");
    select(&widget.root, "changed_mind").await;
    press(&widget.root, "button.primary").await;
    assert!(!first.is_connected(), "the second question is another page");
    assert_eq!(count(&widget.root, ":checked"), 0, "nothing is chosen for the shopper");
    press(&widget.root, "button.back").await;
    assert_eq!(count(&widget.root, "input[value=changed_mind]:checked"), 1);
    widget.handle.unmount();
}

#[wasm_bindgen_test]
async fn place_input_finds_a_country_by_its_name_and_reports_an_unknown_one() {
    let widget = Widget::open("place", &[("topic", "customs_help")]).await;
    type_text(&widget.root, "input[type=search]", "mexico").await;
    assert_eq!(count(&widget.root, "input[type=radio][value=MX]:checked"), 1);
    type_text(&widget.root, "input[type=search]", "atlantis").await;
    assert_eq!(count(&widget.root, ".options input"), 0);
    assert_eq!(count(&widget.root, ".options p"), 1);
    type_text(&widget.root, "input[type=search]", "germany").await;
    press(&widget.root, "button.primary").await;
    assert_eq!(widget.page(), "review");
    widget.handle.unmount();
}

#[wasm_bindgen_test]
async fn decision_leads_to_the_request_and_an_unmounted_widget_leaves_nothing() {
    let widget = Widget::open("request", &[("topic", "wrong_item")]).await;
    for _ in 0..9 {
        match widget.page().as_str() {
            "question" if count(&widget.root, "input[value=not_sent]") == 1 => {
                select(&widget.root, "not_sent").await;
            }
            "question" => press(&widget.root, "input[type=radio]").await,
            "decision" => break,
            _ => {}
        }
        press(&widget.root, "button.primary").await;
    }
    assert_eq!(widget.page(), "decision");
    press(&widget.root, "button.primary").await;
    assert_eq!(widget.page(), "claim");
    type_text(&widget.root, "textarea", "It is the wrong colour").await;
    press(&widget.root, "button.back").await;
    press(&widget.root, "button.primary").await;
    let note = find(&widget.root, "textarea").unchecked_into::<HtmlTextAreaElement>();
    assert_eq!(note.value(), "It is the wrong colour");
    widget.handle.unmount();
    assert_eq!(widget.root.child_element_count(), 0);
}
