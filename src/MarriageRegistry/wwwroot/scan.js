// Reads a code with the camera or from a picture where the browser can; nothing of the picture leaves the device.
(() => {
  const form = document.getElementById("scan-form");
  if (!form) return;
  const code = document.getElementById("Code");
  const status = document.getElementById("scan-status");
  const video = document.getElementById("scan-video");
  const camera = document.getElementById("scan-camera");
  const picture = document.getElementById("scan-picture");
  const say = (text) => { status.textContent = text; };
  let stream = null;

  form.addEventListener("submit", () => { form.querySelector("button.main").disabled = true; });
  window.addEventListener("pageshow", () => { form.querySelector("button.main").disabled = false; });

  const take = (text) => {
    code.value = text;
    say("已读取识别码，请填写证书上的其他信息。");
    document.getElementById("CertificateNumber").focus();
  };

  const stop = () => {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    camera.textContent = "打开相机扫码";
  };

  const start = async () => {
    if (!("BarcodeDetector" in window) || !(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
      say("本浏览器不能识别二维码图像，本系统也不在服务器上识别图像。请键入二维码下方的识别码。");
      return;
    }

    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    document.getElementById("scan-tools").hidden = false;
    say("");

    picture.addEventListener("change", async () => {
      const file = picture.files[0];
      picture.value = "";
      if (!file) return;
      try {
        const found = await detector.detect(await createImageBitmap(file));
        if (found.length > 0) take(found[0].rawValue);
        else say("图片中没有识别到二维码，请换一张清晰的图片，或键入识别码。");
      } catch {
        say("无法读取这张图片，请换一张，或键入识别码。");
      }
    });
    document.getElementById("scan-choose").addEventListener("click", () => picture.click());

    if (!navigator.mediaDevices) {
      camera.hidden = true;
      return;
    }

    camera.addEventListener("click", async () => {
      if (stream) { stop(); return; }
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      } catch {
        say("无法打开相机，请允许使用相机，或选择图片、键入识别码。");
        return;
      }

      video.srcObject = stream;
      video.hidden = false;
      camera.textContent = "关闭相机";
      say("请将二维码对准画面中央。");
      await video.play();
      const look = async () => {
        if (!stream) return;
        const found = await detector.detect(video).catch(() => []);
        if (found.length > 0) { stop(); take(found[0].rawValue); }
        else setTimeout(look, 200);
      };
      look();
    });
  };

  start();
})();
