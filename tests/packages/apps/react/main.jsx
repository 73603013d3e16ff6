// A shop's page in React: facts are set late, events are shown, and the widget is removed and
// inserted again.
import { StrictMode, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { RecourseWidget } from "recourse-widget/react";

function Page() {
  const [facts, setFacts] = useState({});
  const [order, setOrder] = useState("R-1");
  const [there, setThere] = useState(true);
  const [lang, setLang] = useState("en");
  const [received, setReceived] = useState([]);
  const widget = useRef(null);
  const hear = ({ detail: { type, detail } }) =>
    setReceived((all) => [...all, type, detail.file].filter(Boolean));
  return (
    <>
      <button onClick={() => setFacts({ ship_to: "MX" })}>facts</button>
      <button onClick={() => setOrder("R-2")}>order</button>
      <button onClick={() => setThere((now) => !now)}>toggle</button>
      <button onClick={() => widget.current.reset()}>reset</button>
      <button onClick={() => setLang(undefined)}>lang</button>
      <output>{received.join(" ")}</output>
      {there && (
        <RecourseWidget
          ref={widget}
          store="hekka"
          load="visible"
          order={order}
          lang={lang}
          facts={facts}
          onReady={hear}
          onAnswer={hear}
          onReview={hear}
          onDecision={hear}
          onError={hear}
          id="returns"
          className="mine"
          style={{ marginTop: 3 }}
          data-shop="one"
          aria-label="Returns"
          hidden={false}
          onClick={() => setReceived((all) => [...all, "click"])}
        >
          <a href="/v1/stores/hekka/form">Can I return this?</a>
        </RecourseWidget>
      )}
    </>
  );
}

createRoot(document.getElementById("app")).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
